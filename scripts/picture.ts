// Draws docs/terminal.svg from what `troika demo` really sends to a terminal: a few moments of it, one after the other.
//
//   npm run build && node --import tsx scripts/picture.ts
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { screenAfter, type Piece } from './screen.ts';

const COLUMNS = 100;
const MOMENTS = 9;
const MOMENT_SECONDS = 0.7;
const LAST_SECONDS = 4;
const [CHARACTER, LINE, MARGIN] = [7.7, 18, 16];
const COLOURS: Readonly<Record<string, string>> = {
  dim: '#8b949e',
  red: '#ff7b72',
  green: '#7ee787',
  yellow: '#e3b341',
  cyan: '#76e3ea',
};

/** Everything the program sent, in order, with the seconds at which it did. */
async function record(folder: string): Promise<{ at: number; text: string }[]> {
  const command = `stty cols ${COLUMNS} rows 40; '${process.execPath}' '${resolve('dist/main.js')}' demo`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const started = performance.now();
  const sent: { at: number; text: string }[] = [];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => sent.push({ at: performance.now() - started, text }));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`troika demo ended with ${String(code)}`);
  return sent;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function drawnLine(pieces: readonly Piece[], index: number): string {
  const spans = pieces.map(({ text, style }) => {
    const colour = COLOURS[style];
    return colour === undefined ? escaped(text) : `<tspan fill="${colour}">${escaped(text)}</tspan>`;
  });
  return spans.length === 0 ? '' : `<text x="${MARGIN}" y="${MARGIN + LINE * (index + 1)}">${spans.join('')}</text>`;
}

/** One moment as a group that is seen in its own part of the loop; without animation only the last is seen. */
function drawnMoment(lines: readonly (readonly Piece[])[], index: number): string {
  const body = [[{ text: '$ npm start', style: 'dim' }], ...lines].map((line, row) => drawnLine(line, row)).join('');
  return `<g class="m${index}">${body}</g>`;
}

function animation(count: number): string {
  const total = (count - 1) * MOMENT_SECONDS + LAST_SECONDS;
  const share = (seconds: number): string => `${((seconds / total) * 100).toFixed(2)}%`;
  return Array.from({ length: count }, (_, index) => {
    const from = share(index * MOMENT_SECONDS);
    const to = index === count - 1 ? '100%' : share((index + 1) * MOMENT_SECONDS);
    const before = index === 0 ? '' : '0%{opacity:0}';
    const after = index === count - 1 ? '' : `${to}{opacity:0}`;
    const still = index === count - 1 ? 1 : 0;
    return (
      `.m${index}{opacity:${still};animation:m${index} ${total.toFixed(1)}s step-end infinite}` +
      `@keyframes m${index}{${before}${from}{opacity:1}${after}100%{opacity:${still}}}`
    );
  }).join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'troika-picture-'));
try {
  const sent = await record(folder);
  const end = sent.at(-1)?.at ?? 0;
  const first = sent[0]?.at ?? 0;
  const until = (time: number): string =>
    sent
      .filter(({ at }) => at <= time)
      .map(({ text }) => text)
      .join('')
      .replaceAll(`${folder}/`, '');
  const moments = Array.from({ length: MOMENTS }, (_, index) => first + ((end - first) * (index + 1)) / MOMENTS);
  const screens = moments.map((time) => screenAfter(until(time)));
  const height = MARGIN * 2 + LINE * (Math.max(...screens.map((screen) => screen.length)) + 1);
  const width = MARGIN * 2 + COLUMNS * CHARACTER;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" role="img" aria-label="troika demo in a terminal">
<style>text{font:12.8px ui-monospace,Menlo,Consolas,monospace;fill:#e6edf3;white-space:pre}
${animation(screens.length)}</style>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
${screens.map((screen, index) => drawnMoment(screen, index)).join('\n')}
</svg>
`;
  writeFileSync('docs/terminal.svg', svg);
  console.log(`docs/terminal.svg: ${screens.length} moments of ${(end / 1000).toFixed(1)} s`);
} finally {
  rmSync(folder, { recursive: true });
}
