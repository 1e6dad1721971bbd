/** Which cloud and which runs a command is about, where that does not go without saying. */
export interface Where {
  /** The cloud, where somebody named one: on the command line, in the configuration or in OS_CLOUD. */
  readonly cloud?: string | undefined;
  /** The folder of run directories, as it was given. */
  readonly runs?: string | undefined;
}

/** Where run directories are, unless something else is said. */
export const RUNS = '.troika/runs';

/**
 * A command of ours for a person to paste into a shell: `troika down C --yes --cloud e2e`. Pure.
 * @param command what follows `troika`, each word fit for a shell
 * @param where `runs` only for commands that have the option
 */
export function toType(command: string, { cloud, runs }: Where): string {
  return [
    'troika',
    command,
    ...(cloud === undefined ? [] : ['--cloud', shellWord(cloud)]),
    ...(runs === undefined || runs === RUNS ? [] : ['--runs', shellWord(runs)]),
  ].join(' ');
}

/** A text as one word of a POSIX shell. Pure. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
