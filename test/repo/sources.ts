import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Folders that are made, not written. */
const MADE = new Set(['node_modules', 'dist', 'build', 'coverage', '.git', '.troika', 'state', '__pycache__']);

export interface Import {
  /** A path below src (`model/resource.ts`) or a package's name (`zod`, `node:fs`). */
  readonly of: string;
  readonly inside: boolean;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** The names taken, as written. */
  readonly names: string;
}

export interface Source {
  /** Below src: `model/resource.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every file of the project below a folder, as paths from the checkout's root. */
export function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    })
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every source file with its imports. */
export function sources(): Source[] {
  return files('src')
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = read(path);
      return { path: relative('src', path), text, imports: importsOf(relative('src', path), text) };
    });
}

const STATIC = /^(?:import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\b(?:import|require)\(\s*'([^']+)'\s*\)/g;

/** The imports of one file: static, re-exported, and by `import()`. */
export function importsOf(path: string, text: string): Import[] {
  const found = (target: string, typeOnly: boolean, names: string): Import => {
    const inside = target.startsWith('.');
    return { of: inside ? posix.join(posix.dirname(path), target) : target, inside, typeOnly, names };
  };
  return [
    ...[...text.matchAll(STATIC)].map(([, type, names, target]) =>
      found(target ?? '', type !== undefined, names ?? ''),
    ),
    ...[...text.matchAll(DYNAMIC)].map(([, target]) => found(target ?? '', false, '')),
  ];
}

/** The room of a source file: its first folder, or `main`. */
export function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : posix.basename(path, '.ts');
}
