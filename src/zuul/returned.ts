/** A file that a build leaves behind, for its page in Zuul. */
export interface Artifact {
  readonly name: string;
  /** Relative to the build's logs. */
  readonly url: string;
  readonly metadata: { readonly type: string };
}

/** What is wrong with a file of the change. */
export interface FileProblem {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number | undefined;
  readonly says: string;
}

/** What the tests of a build came to, for jobs that depend on it. */
export interface Outcome {
  readonly run: string;
  readonly verdict: string;
  readonly exit: number;
  /** Beside the run of an earlier build, where that was looked at. */
  readonly compared?: {
    readonly run: string | null;
    readonly verdict: string;
    readonly exit: number;
    readonly counts: Readonly<Record<string, number>>;
  };
}

/** The content of zuul-return.json (Zuul: doc/source/job-content.rst, "Return Values"). */
export interface ZuulReturn {
  readonly zuul: {
    readonly artifacts: readonly Artifact[];
    readonly warnings: readonly string[];
    readonly file_comments?: Readonly<Record<string, readonly FileComment[]>>;
  };
  readonly troika: Outcome;
}

interface FileComment {
  readonly line: number;
  readonly message: string;
  readonly level: 'error';
}

/** GitHub takes no comment beyond 65,536 characters, and one comment has all jobs of a change. */
export const LONGEST_WARNING = 10_000;

/** @param comment Markdown, whose lines are safe to be cut between */
export function returnOf(told: {
  readonly outcome: Outcome;
  readonly comment: string;
  readonly artifacts: readonly Artifact[];
  readonly problems: readonly FileProblem[];
}): ZuulReturn {
  const { outcome, artifacts, problems } = told;
  const files = [...new Set(problems.map(({ file }) => file))];
  const comments = files.map((file) => [file, problems.filter((one) => one.file === file).map(commentOf)] as const);
  return {
    zuul: {
      artifacts,
      // Zuul indents each line by two blanks; after an empty line Markdown survives that.
      warnings: [`\n\n${cutAtLine(told.comment, LONGEST_WARNING)}`],
      ...(comments.length === 0 ? {} : { file_comments: Object.fromEntries(comments) }),
    },
    troika: outcome,
  };
}

function commentOf({ line, says }: FileProblem): FileComment {
  return { line: line ?? 1, message: says, level: 'error' };
}

/** The first lines of a text that have so many bytes in all, and how many lines were left out. */
function cutAtLine(text: string, bytes: number): string {
  const lines = text.trimEnd().split('\n');
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += Buffer.byteLength(line) + 1;
    if (used > bytes - 60)
      return [...kept, '', `… and ${lines.length - kept.length} more lines: see the summary`].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}

/** The outcome in a zuul-return.json; undefined where there is none. */
export function outcomeIn(text: string): Outcome | undefined {
  try {
    const { troika } = JSON.parse(text) as Partial<ZuulReturn>;
    return troika !== undefined && Number.isInteger(troika.exit) ? troika : undefined;
  } catch {
    return undefined;
  }
}
