/** A process as another one on the same machine can look for it: one boot, one pid namespace, one start time. */
export interface ProcessMark {
  /** The boot's id, without hyphens. */
  readonly boot: string;
  /** The inode of the pid namespace: containers of one machine share its boot, not their pids. */
  readonly namespace: string;
  readonly pid: number;
  /** Clock ticks after the boot. */
  readonly started: number;
}
