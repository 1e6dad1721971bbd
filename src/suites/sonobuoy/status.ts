import { z } from 'zod';

/** How far a plugin says it is. */
export interface Progress {
  readonly total: number;
  /** How many came to their end. */
  readonly done: number;
  /** The names of those that failed. */
  readonly failures: readonly string[];
  /** The name of the last one that passed; undefined when it says something else. */
  readonly passed: string | undefined;
}

export interface PluginStatus {
  readonly plugin: string;
  readonly status: string;
  readonly progress: Progress | undefined;
}

/** What `sonobuoy status --json` answers. */
export interface Status {
  /** `running`, `post-processing`, `complete` or `failed`. A failed plugin leaves it at `running` while others run. */
  readonly overall: string;
  readonly plugins: readonly PluginStatus[];
  /** The tarball to retrieve, once there is one. */
  readonly tarball: { readonly sha256: string; readonly size: number } | undefined;
}

const ProgressShape = z.looseObject({
  msg: z.string().default(''),
  total: z.int().default(0),
  completed: z.int().default(0),
  failures: z.array(z.string()).nullish(),
});

const Shape = z.looseObject({
  status: z.string(),
  plugins: z
    .array(z.looseObject({ plugin: z.string(), status: z.string(), progress: ProgressShape.nullish() }))
    .nullable(),
  'tar-info': z.looseObject({ sha256: z.string(), size: z.int() }).exactOptional(),
});

/**
 * Reads what `sonobuoy status --json` printed, both streams: the status, or what it said instead of one. It prints a sentence and exits
 * with 0 while the pod has no status (vmware-tanzu/sonobuoy, cmd/sonobuoy/app/status.go, pkg/plugin/aggregation/status.go). Pure.
 */
export function readStatus(output: string): Status | { readonly instead: string } {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines.filter((one) => one.startsWith('{'))) {
    const read = Shape.safeParse(jsonIn(line));
    if (!read.success) continue;
    const { status, plugins, 'tar-info': tar } = read.data;
    return {
      overall: status,
      plugins: (plugins ?? []).map((one) => ({
        ...one,
        progress: one.progress ? progressOf(one.progress) : undefined,
      })),
      tarball: tar === undefined || tar.sha256 === '' ? undefined : { sha256: tar.sha256, size: tar.size },
    };
  }
  return { instead: wordsOf(output) || 'it said nothing' };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** `completed` counts those that passed, and no failed ones (kubernetes/kubernetes, test/e2e/reporters/progress.go). */
function progressOf({ msg, total, completed, failures }: z.output<typeof ProgressShape>): Progress {
  const failed = failures ?? [];
  return { total, done: completed + failed.length, failures: failed, passed: /^PASSED (.+)$/s.exec(msg)?.[1] };
}

/** The words of the last lines, out of logrus' `time=… level=… msg="…"` where they are in it. */
export function wordsOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const words = lines.slice(-3).map((line) => {
    const quoted = /^time=.* level=\w+ msg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    const text = quoted === undefined ? line : jsonIn(quoted);
    return typeof text === 'string' ? text.trim() : line;
  });
  return words.join('; ').slice(0, 1000);
}

/** Why this program's status and tarball are not those that are read here; undefined: they are. Pure. */
export function unfitVersion(output: string): string | undefined {
  const version = /^v(\d+)\.(\d+)\.\d+\S*$/m.exec(output);
  if (version === null) return `the program does not say its version: ${wordsOf(output)}`;
  const [whole, major, minor] = version;
  return major === '0' && minor === '57' ? undefined : `the program is ${whole}, and only v0.57 is known here`;
}
