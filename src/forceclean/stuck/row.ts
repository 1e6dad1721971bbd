/**
 * One way in which something of ours cannot be removed, with what somebody has to do. Each has its section in
 * docs/stuck.md, whose heading is the title and which holds the command.
 */
export interface Stuck {
  /** The heading in docs/stuck.md. */
  readonly title: string;
  /** The states that are this, as the service writes them; none where something else tells it. */
  readonly kind?: string;
  readonly states?: readonly string[];
  /** What is the matter. */
  readonly says: string;
  /** Who can end it: whoever runs the cloud, or whoever owns the project (or the thing that holds ours). */
  readonly who: 'operator' | 'owner';
  /** The command for them, to the letter: `{id}` is the last cause, `{held}` what it holds. */
  readonly command: string;
}

/** The anchor of a row in docs/stuck.md, as GitHub makes it of a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-');
}
