import { expect } from 'chai';
import { DECISIONS, DOORS, IMPURE, PLANNED, PURE_PACKAGES, SIM, TIERS } from './layerTable.ts';
import { importsOf, roomOf, sources, type Import, type Source } from './sources.ts';

const all = sources();
const paths = new Set(all.map((source) => source.path));
const tierOf = (room: string): number => TIERS.findIndex((rooms) => rooms.includes(room));

/** One line for each import that a rule forbids: both files and the rule. */
function broken(rule: (source: Source, used: Import) => string | undefined): string[] {
  return all.flatMap((source) =>
    source.imports.flatMap((used) => {
      const why = rule(source, used);
      return why === undefined ? [] : [`src/${source.path} imports ${used.inside ? 'src/' : ''}${used.of}: ${why}`];
    }),
  );
}

function decides(path: string): boolean {
  return DECISIONS.some(({ below, deeds }) => path.startsWith(below) && !deeds.includes(path.slice(below.length)));
}

/** The code of a file without its comments. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

/** The code without its quoted texts either. */
function words(text: string): string {
  return code(text).replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

/** A way from a file back to itself; undefined where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  function from(path: string, way: readonly string[]): readonly string[] | undefined {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const found = from(next, [...way, path]);
      if (found !== undefined) return found;
    }
    done.add(path);
    return undefined;
  }
  for (const path of imports.keys()) {
    const found = from(path, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('the layers of src', () => {
  it('are looked at whole: every room is in the table, and every room of the table that is built has files', () => {
    const rooms = new Set(all.map((source) => roomOf(source.path)));
    const named = [...TIERS.flat(), SIM.room];
    expect([...rooms].filter((room) => !named.includes(room))).to.deep.equal([]);
    expect(named.filter((room) => !rooms.has(room)).sort()).to.deep.equal([...PLANNED].sort());
  });

  it('are read from every import: each inner one points to a file that is there, and none is missed', () => {
    expect(
      broken((_, used) => (used.inside && !paths.has(used.of) ? 'there is no such file' : undefined)),
    ).to.deep.equal([]);
    const lines = all.reduce(
      (sum, { text }) => sum + (code(text).match(/\bfrom '|\bimport\('|^import '/gm) ?? []).length,
      0,
    );
    expect(all.reduce((sum, { imports }) => sum + imports.length, 0))
      .to.equal(lines)
      .and.to.be.above(100);
    const text =
      "import type { A } from './a.ts';\nimport 'tsx';\nexport { b } from '../b.ts';\nawait import('./c.ts');";
    expect(importsOf('x/y.ts', text).map((used) => `${used.of} ${used.typeOnly}`)).to.deep.equal([
      'x/a.ts true',
      'tsx false',
      'b.ts false',
      'x/c.ts false',
    ]);
  });

  it('run one way, and rooms of one tier never import each other', () => {
    expect(
      broken((source, used) => {
        const [from, to] = [roomOf(source.path), roomOf(used.of)];
        if (!used.inside || from === to || from === SIM.room || to === SIM.room) return undefined;
        return tierOf(to) > tierOf(from) ? undefined : `${from} may import lower tiers only, and ${to} is none`;
      }),
    ).to.deep.equal([]);
  });

  it('have no two files that import each other, not even by way of others, nor for a type', () => {
    const inner = new Map(all.map(({ path, imports }) => [path, imports.filter((used) => used.inside)]));
    expect(
      circleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).to.deep.equal(['b', 'c', 'b']);
    expect(circleIn(new Map([...inner].map(([path, used]) => [path, used.map(({ of }) => of)])))).to.equal(undefined);
  });

  it('leave the simulated cloud alone: it imports nothing of the rest, and one file imports it', () => {
    expect(
      broken((source, used) => {
        const [from, to] = [roomOf(source.path), roomOf(used.of)];
        if (!used.inside || from === to) return undefined;
        if (from === SIM.room) return 'sim imports nothing from the rest of src';
        return to === SIM.room && source.path !== SIM.importer ? `only ${SIM.importer} imports sim` : undefined;
      }),
    ).to.deep.equal([]);
  });

  it('have few doors for packages that need care, and each door is used', () => {
    expect(
      broken((source, used) => {
        const row = DOORS.find((candidate) => candidate.package === used.of.replace(/(?<=\w)\/.*$/, ''));
        if (row === undefined || row.doors.some((door) => source.path.startsWith(door))) return undefined;
        return `only ${row.doors.join(' and ') || 'nobody'} may import ${row.package}`;
      }),
    ).to.deep.equal([]);
    for (const { package: name, doors } of DOORS) {
      for (const door of doors) {
        const inside = all.filter((source) => source.path.startsWith(door)).flatMap((source) => source.imports);
        expect(
          inside.map((used) => used.of.split('/')[0]),
          `src/${door}`,
        ).to.include(name);
      }
    }
  });
});

describe('decisions', () => {
  it('are found, and every deed in the table is a file', () => {
    for (const { below, deeds } of DECISIONS) {
      expect(
        all.filter(({ path }) => path.startsWith(below) && decides(path)),
        below,
      ).to.not.deep.equal([]);
      expect(
        deeds.filter((deed) => !paths.has(below + deed)),
        below,
      ).to.deep.equal([]);
    }
  });

  it('import only decisions, and types', () => {
    expect(
      broken((source, used) => {
        if (!decides(source.path) || used.typeOnly) return undefined;
        if (used.inside) return decides(used.of) ? undefined : 'a decision imports a deed';
        return PURE_PACKAGES[used.of]?.test(used.names) === true ? undefined : 'a decision reaches outside';
      }),
    ).to.deep.equal([]);
  });

  it('do not wait, look at a clock, throw dice, or touch the outside world', () => {
    const found = all
      .filter(({ path }) => decides(path))
      .flatMap(({ path, text }) =>
        IMPURE.filter(({ pattern }) => pattern.test(words(text))).map(({ is }) => `src/${path} ${is}`),
      );
    expect(found).to.deep.equal([]);
  });
});
