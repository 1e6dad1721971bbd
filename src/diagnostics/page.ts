import type { Finding } from '../model/verdict.ts';
import { escaped, table } from './html.ts';
import { heaviest, type Sentence } from './sentence.ts';

/** A file of the diagnostics. */
export interface Entry {
  /** From the folder of the diagnostics. */
  readonly path: string;
  readonly bytes: number;
  readonly sentences: readonly Sentence[];
  /** The end of it, for the page; may be empty. */
  readonly shown: string;
  /** What of it was left out, in words; empty for nothing. */
  readonly cut: string;
}

/** What could not be had. */
export interface Missing {
  readonly what: string;
  readonly why: string;
}

/** What the page says of the failure itself. */
export interface Failure {
  readonly cluster: string;
  readonly label: string;
  readonly run: string;
  /** When this was collected, ISO 8601. */
  readonly at: string;
  readonly findings: readonly Finding[];
  /** Each with its start, how it ended, and what it said. */
  readonly phases: readonly (readonly [phase: string, started: string, result: string, time: string, says: string])[];
}

const MOST_TOP = 15;
const MOST_OF_FILE = 25;

/** The sentences that tell most of all that was collected. */
export function tellingOf(entries: readonly Entry[], most = MOST_TOP): readonly Sentence[] {
  const all = entries.flatMap((entry) => entry.sentences);
  return heaviest(all, most);
}

/**
 * The index page: what failed, when, what tells most, and each file with its most telling sentence. One file that needs
 * nothing else: no script, no style and no image from elsewhere. Pure.
 */
export function pageOf(failure: Failure, entries: readonly Entry[], missing: readonly Missing[]): string {
  const { label, cluster, run, at, findings, phases } = failure;
  const title = `${label} (${cluster}): diagnostics`;
  const why = findings.map(({ verdict, class: broke, why: says, hint }) => {
    const of = broke === undefined ? verdict : `${verdict} (${broke})`;
    return `<li><b>${escaped(of)}</b>: ${escaped(says)}${hint === undefined ? '' : `<br>What to do: ${escaped(hint)}`}</li>`;
  });
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const top = tellingOf(entries).map(({ says }) => `<li>${escaped(says)}</li>`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    `<p>Run ${escaped(run)}; collected at ${escaped(at)}.</p>`,
    `<h2>What failed</h2><ul>${why.join('')}</ul>`,
    `<h2>When</h2>${table(['phase', 'started', 'result', 'time', ''], phases)}`,
    `<h2>What tells most</h2>${top.length === 0 ? '<p>Nothing that was collected looks out of order.</p>' : `<ol>${top.join('')}</ol>`}`,
    `<h2>Files</h2><ul class="files">${sorted.map(fileLine).join('')}</ul>`,
    missing.length === 0
      ? ''
      : `<h2>What could not be had</h2>${table(
          ['what', 'why'],
          missing.map(({ what, why: says }) => [what, says]),
        )}`,
    '</body></html>\n',
  ].join('\n');
}

function fileLine({ path, bytes, sentences, shown, cut }: Entry): string {
  const [first, ...rest] = heaviest(sentences, MOST_OF_FILE);
  const more = sentences.length - (first === undefined ? 0 : 1) - rest.length;
  const notes = [`${bytes} bytes`, cut].filter((note) => note !== '').join(', ');
  const line = `<a href="${escaped(encodeURI(path))}">${escaped(path)}</a> <small>${escaped(notes)}</small>${first === undefined ? '' : `: ${escaped(first.says)}`}`;
  if (rest.length === 0 && shown === '') return `<li>${line}</li>`;
  const others = rest.map(({ says }) => `<li>${escaped(says)}</li>`).join('');
  const end = shown === '' ? '' : `<pre>${escaped(shown)}</pre>`;
  const count = more > 0 ? `<li>and ${more} more</li>` : '';
  return `<li>${line}<details><summary>more</summary>${others === '' ? '' : `<ul>${others}${count}</ul>`}${end}</details></li>`;
}

const STYLE =
  'body{font:15px/1.45 sans-serif;max-width:72em;margin:1em auto;padding:0 1em}' +
  'table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.15em .8em .15em 0}' +
  'pre{overflow:auto;background:#f4f4f4;padding:.5em;font-size:12px}small{color:#666}summary{color:#666;cursor:pointer}' +
  '@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#222}a{color:#8bf}}';
