import { expect } from 'chai';
import { anchorOf } from '../../src/forceclean/stuck/row.ts';
import { KINDS } from '../../src/model/resource.ts';
import { VERDICTS } from '../../src/model/verdict.ts';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { files, read, ROOT, sources } from './sources.ts';
import { PLANNED, SIM, TIERS } from './layerTable.ts';

const documents = files('.').filter((path) => path.endsWith('.md'));
const design = read('docs/design.md');
const glossary = read('docs/glossary.md');

describe('the documents', () => {
  it('say of exit codes what the program does', () => {
    const rows = [...design.matchAll(/^\| (\d+) +\| (\w+)/gm)].map((row) => `${row[1]} ${row[2]}`);
    expect(rows).to.deep.equal(VERDICTS.map(({ exit, verdict }) => `${exit} ${verdict}`));
  });

  it('give forceclean’s exit codes a meaning each, and the same order', () => {
    const guide = read('docs/forceclean.md');
    const rows = [...guide.matchAll(/^\| (\d+) +\|/gm)].map((row) => Number(row[1]));
    // No tests run in a clean-up, so none fail.
    const possible = VERDICTS.filter(({ verdict }) => verdict !== 'failed').map(({ exit }) => exit);
    expect(rows).to.have.members(possible);
    expect(guide).to.include(`in the order ${possible.join(', ')};`);
  });

  it('explain every word of the design, every kind, and every fact', () => {
    const section = /## 2\. Words\n([\s\S]*?)\n## /.exec(design)?.[1] ?? '';
    const words = [...section.matchAll(/\*\*([A-Z][a-z ]+)\*\*/g)].map((match) => match[1] ?? '');
    expect(words.length).to.be.above(15);
    const rows = new Set([...glossary.matchAll(/^\| ([^|]+?) +\|/gm)].map((row) => (row[1] ?? '').replaceAll('`', '')));
    expect(words.filter((word) => !rows.has(word.toLowerCase()))).to.deep.equal([]);
    expect(KINDS.filter((kind) => !rows.has(kind))).to.deep.equal([]);
    const facts = sources()
      .filter(({ path }) => !path.startsWith(`${SIM.room}/`))
      .flatMap(({ text }) => [...text.matchAll(/\bfacts\['(\w+)'\]/g)].map((match) => match[1] ?? ''));
    expect(facts.length).to.be.above(5);
    expect([...new Set(facts)].filter((fact) => !rows.has(fact))).to.deep.equal([]);
  });

  it('name every room', () => {
    const map = /## 4\. Rooms\n([\s\S]*?)\n## /.exec(design)?.[1] ?? '';
    const rooms = [...map.matchAll(/^ {2}(\w+)(?:\/|\.ts)? {2,}(.*)$/gm)].map(
      (row) => [row[1] ?? '', row[2] ?? ''] as const,
    );
    const named = rooms.map(([room]) => room);
    expect(named.sort()).to.deep.equal([...TIERS.flat(), SIM.room].sort());
    const planned = rooms.filter(([, says]) => says.includes('(planned)')).map(([room]) => room);
    expect(planned.sort()).to.deep.equal([...PLANNED].sort());
  });

  it('point to files that are there', () => {
    const dead = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].flatMap(([, target = '']) =>
        existsSync(join(ROOT, normalize(join(dirname(path), target)))) ? [] : [`${path} → ${target}`],
      ),
    );
    expect(documents.length).to.be.above(8);
    expect(dead).to.deep.equal([]);
  });

  it('number the decisions without a gap, each with its number in its title', () => {
    const decisions = documents.filter((path) => path.startsWith('docs/decisions/')).sort();
    const numbers = decisions.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).to.deep.equal(decisions.map((_, index) => index + 1));
    expect(decisions.filter((path, index) => !read(path).startsWith(`# ${index + 1}. `))).to.deep.equal([]);
  });

  it('point to headings that are there, as the program does', () => {
    const anchors = (path: string): Set<string> =>
      new Set([...read(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title)));
    const dead = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*\.md)?#([^)\s]+)\)/g)].flatMap(([, file = '', anchor = '']) => {
        const target = file === '' ? path : normalize(join(dirname(path), file));
        return anchors(target).has(anchor) ? [] : [`${path} → ${target}#${anchor}`];
      }),
    );
    expect(dead).to.deep.equal([]);
    const named = sources().flatMap(({ path, text }) =>
      [...text.matchAll(/(docs\/\w+\.md)#([\w-]+)/g)].flatMap(([, file = '', anchor = '']) =>
        anchors(file).has(anchor) ? [] : [`${path} → ${file}#${anchor}`],
      ),
    );
    expect(named).to.deep.equal([]);
  });

  it('begin with a README of at most two screens that names the first commands', () => {
    const readme = read('README.md');
    expect(readme.split('\n').length).to.be.at.most(100);
    expect(readme).to.include('npm start').and.to.include('npm test');
  });
});
