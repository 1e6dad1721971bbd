/** What a drain may take. */
export interface DrainPolicy {
  /** Volumes behind claims and their snapshots: `keep` hands them over, `report` leaves them as leftovers. */
  readonly pvc: 'delete' | 'keep' | 'report';
  /** Deletes also what the cluster was told to retain. */
  readonly retained: boolean;
  /** Uids of what stood in the cluster before it was given to us: left alone. */
  readonly before: ReadonlySet<string>;
}

/** An object that is left alone although it looked as if it were to go. */
export interface Kept {
  /** As people read it. */
  readonly what: string;
  readonly why: string;
  /** Against our will. */
  readonly leftover: boolean;
}
