import { expect } from 'chai';
import { sources } from './sources.ts';

/** Files that are loaded with this one: by static imports that the compiler keeps. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = sources().find((one) => one.path === path);
  if (source === undefined) throw new Error(`no file src/${path}`);
  const lazy = new Set(
    [...source.text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, of = '']) => of.replace(/^.*\//, '')),
  );
  for (const { of, inside, typeOnly } of source.imports)
    if (inside && !typeOnly && !lazy.has(of.replace(/^.*\//, ''))) loadedWith(of, seen);
  return seen;
}

describe('the command line', () => {
  it('loads no use case before one is called, so that help and completion come at once', () => {
    const loaded = [...loadedWith('cli/commandLine.ts')];
    expect(loaded.filter((path) => path.startsWith('cli/')).length).to.be.above(12);
    const rooms = new Set(loaded.map((path) => path.split('/')[0]));
    expect([...rooms].sort()).to.deep.equal(['cli', 'io', 'model']);
  });
});
