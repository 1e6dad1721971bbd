import { expect } from 'chai';
import { files, read, sources } from './sources.ts';

/** Written files of every folder, as text. The lockfile and recorded answers are data. */
const written = files('.').filter((path) => !path.startsWith('test/fixtures/') && path !== 'package-lock.json');
const scripts = written.filter((path) => /\.(ts|mjs|cjs)$/.test(path));

/** `file:line: text` for each line that matches, in the given files. */
function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** A pattern from parts, so that this file does not contain what it looks for. */
const parts = (...texts: string[]): RegExp => new RegExp(texts.map((text) => text.replace('~', '')).join('|'));

describe('the house rules', () => {
  it('are asked of every file there is', () => {
    expect(written).to.include.members([
      'README.md',
      'package.json',
      'scripts/ready.mjs',
      '.ci/run',
      'src/model/verdict.ts',
    ]);
    expect(scripts.filter((path) => path.startsWith('src/')).length)
      .to.equal(sources().length)
      .and.to.be.above(100);
    expect(lines(['test/repo/house.test.ts'], /^import \{ expect \}/)).to.have.length(1);
  });

  it('want names, not default exports', () => {
    expect(lines(scripts, /^export default\b|\bas default\b/)).to.deep.equal([]);
  });

  it('want types, not a way around them', () => {
    const pattern = parts('[:<,(|] *a~ny\\b(?! [a-z])', '\\bas a~ny\\b', '@ts-(ig~nore|no~check|expect-er~ror)');
    const code = scripts.filter((path) => path !== 'test/repo/house.test.ts');
    expect(lines(code, pattern).filter((line) => !/: (\*|\/\/|\/\*\*)/.test(line))).to.deep.equal([]);
  });

  it('want work done, not promised', () => {
    expect(lines(written, parts('\\bTO~DO\\b', '\\bFIX~ME\\b', '\\bXX~X\\b', '\\bHA~CK\\b'))).to.deep.equal([]);
  });

  it('want every test to run', () => {
    expect(lines(scripts, parts('\\.(on~ly|sk~ip)\\(', '\\bx(it|describe)~\\('))).to.deep.equal([]);
  });

  it('keep one machine, and where it gets its packages, out of the project', () => {
    const machine = parts('/wo~rk/', '/fa~rm/', '/ro~ot/', '/ho~me/[a-z]', '/tmp/b~ed');
    const registry = parts('\\b(np~mjs|py~pi|cra~tes|gol~ang)\\.(org|io)', 'files\\.pyth~onhosted');
    expect([...lines(written, machine), ...lines(written, registry)]).to.deep.equal([]);
  });

  it('keep the lockfile free of addresses, and hold the two packages whose next majors need a newer Node', () => {
    const lock: { packages: Record<string, { resolved?: string; version?: string }> } = JSON.parse(
      read('package-lock.json'),
    );
    const entries = Object.entries(lock.packages);
    expect(entries.length).to.be.above(100);
    expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).to.deep.equal([]);
    const own: { dependencies: Record<string, string> } = JSON.parse(read('package.json'));
    expect(own.dependencies).to.include({ execa: '9.6.1', got: '14.6.6' });
  });

  it('keep files small enough to read', () => {
    const long = sources().flatMap(({ path, text }) => {
      const length = text.split('\n').length;
      return length > 300 ? [`src/${path}: ${length} lines`] : [];
    });
    expect(long).to.deep.equal([]);
  });

  it('have no room for leftovers: no barrel file, nothing called utils or helpers', () => {
    const named = written.filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/.test(path));
    const barrels = sources().filter(
      ({ imports, text }) => imports.length > 0 && !/^(?!export \{|export \*|import|\/|\s*$)/m.test(text),
    );
    expect([...named, ...barrels.map(({ path }) => path)]).to.deep.equal([]);
  });

  it('keep tests where the runner looks for them', () => {
    const tests = written.filter(
      (path) => path.startsWith('test/') && /\bdescribe\('/.test(path.endsWith('.ts') ? read(path) : ''),
    );
    expect(tests.length).to.be.above(20);
    expect(
      tests.filter(
        (path) => !/\.(test|openstack|long|zuul|kubernetes|all)\.ts$/.test(path) && !path.startsWith('test/contract/'),
      ),
    ).to.deep.equal([]);
  });
});
