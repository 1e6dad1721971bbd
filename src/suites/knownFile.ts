import * as z from 'zod';
import { breachesIn } from '../config/breaches.ts';
import { strict } from '../config/fields.ts';
import { lineOf, linesOf, pathText } from '../config/lines.ts';
import { readPlainYaml } from '../io/yaml.ts';
import { says } from '../model/error.ts';
import { javaScriptRegex } from './knownRegex.ts';

/** One reason why tests may fail. */
export interface KnownFailure {
  /** `file:line`, for messages. */
  readonly place: string;
  /** Finds the tests, by any part of their names. */
  readonly regex: RegExp;
  readonly reason: string;
  readonly link?: string | undefined;
  /** The last day on which it excuses, in UTC: `2026-12-31`. */
  readonly expires?: string | undefined;
  /** Names of suites, versions of Kubernetes (`v1.34` or `v1.34.2`) and labels of clusters; none: all. */
  readonly suites: readonly string[];
  readonly kubernetes: readonly string[];
  readonly clusters: readonly string[];
}

const NO_REGEX =
  'is no regular expression that can be read here; of Python’s own signs, (?i), (?P<…>), \\A and \\Z are none of ours';

const text = (what: string): z.ZodString => z.string().regex(/\S/, `needs ${what}`);

const regex = text('a regular expression').transform((source, context) => {
  const found = javaScriptRegex(source);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: NO_REGEX });
  return z.NEVER;
});
const reason = text('a reason: nobody can tell later why this may fail');

const names = z.array(z.string().min(1)).min(1).exactOptional();

const ours = strict({
  known: z.array(
    strict({
      regex,
      reason,
      link: z.url({ protocol: /^https?$/, error: 'write a whole address, such as https://…/issues/1' }).exactOptional(),
      expires: z.iso.date({ error: 'write a day such as 2026-12-31' }).exactOptional(),
      suites: names,
      kubernetes: z
        .array(
          z
            .string({ error: 'write versions in quotes' })
            .regex(/^v?\d+\.\d+(\.\d+)?$/, 'use a version such as v1.34 or v1.34.2, in quotes'),
        )
        .min(1)
        .exactOptional(),
      clusters: names,
    }),
  ),
});

/** The file of the SCS (SovereignCloudStack/standards: Tests/kaas/scs-sonobuoy-config-v1.yaml, read by sonobuoy_handler.py). */
const ofScs = strict({ okToFail: z.array(strict({ regex, reason })) });

/**
 * Reads a file of known failures, ours or the SCS's. Pure. All problems are listed at once.
 * @param name the file's, for messages
 */
export function readKnown(
  name: string,
  content: string,
): { readonly known: readonly KnownFailure[] } | { readonly problems: readonly string[] } {
  let value: unknown;
  try {
    value = readPlainYaml(content, name);
  } catch (error) {
    return { problems: [`${name}: ${says(error).split('\n', 1)[0] ?? ''}`] };
  }
  const isScs = typeof value === 'object' && value !== null && 'okToFail' in value;
  const read = isScs ? ofScs.safeParse(value) : ours.safeParse(value);
  const lines = linesOf(content);
  if (!read.success) {
    return {
      problems: breachesIn(read.error, value).map(({ path, says: what }) => {
        const line = lineOf(lines, path);
        return `${name}${line === undefined ? '' : `:${line}`}: ${path.length === 0 ? '' : `${pathText(path)}: `}${what}`;
      }),
    };
  }
  const [key, entries] =
    'okToFail' in read.data ? (['okToFail', read.data.okToFail] as const) : (['known', read.data.known] as const);
  return { known: entries.map((entry, index) => knownOf(entry, `${name}:${lineOf(lines, [key, index]) ?? 1}`)) };
}

type Entry = z.output<typeof ours>['known'][number];

function knownOf({ suites = [], kubernetes = [], clusters = [], ...entry }: Entry, place: string): KnownFailure {
  return { ...entry, place, suites, kubernetes, clusters };
}
