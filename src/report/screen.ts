/** A terminal as the live table needs it. */
export interface Screen {
  columns(): number;
  rows(): number;
  readonly colour: boolean;
  write(text: string): void;
}

/** What of a stream matters here: process.stdout, or a test's. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/**
 * The screen behind a stream; undefined where nothing can be redrawn (a pipe, a file, a dumb terminal). Colour needs a terminal, and
 * neither NO_COLOR (https://no-color.org: set and not empty) nor `--no-colour`.
 */
export function screenOf(
  stream: Terminal,
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly colour: boolean },
): Screen | undefined {
  if (stream.isTTY !== true || env['TERM'] === 'dumb') return undefined;
  const forbidden = (env['NO_COLOR'] ?? '') !== '';
  return {
    columns: () => stream.columns || 80,
    rows: () => stream.rows || 24,
    colour: options.colour && !forbidden,
    write: (text) => void stream.write(text),
  };
}

/** How wide lines may be: the terminal's columns; undefined where there is none, as in a pipe. */
export function columnsOf(stream: Terminal): number | undefined {
  return stream.isTTY === true ? stream.columns || 80 : undefined;
}

const CODES = { good: 32, bad: 31, faint: 2, strong: 1 } as const;

/** A text in colour, where the screen has colour. */
export function painted(screen: Screen, text: string, tone: keyof typeof CODES | 'plain'): string {
  return screen.colour && tone !== 'plain' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text;
}
