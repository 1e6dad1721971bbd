import { expect } from 'chai';
import { describe, it } from 'mocha';
import { STORAGE_STATES } from '../../src/forceclean/storageStates.ts';
import type { Stuck } from '../../src/forceclean/stuck/row.ts';
import { STUCK, remedy, stuckState } from '../../src/forceclean/stuck/table.ts';
import { read, sources } from '../repo/sources.ts';
import { createWorld } from './world.ts';

const rows: readonly Stuck[] = Object.values(STUCK);
const sections = new Map(
  read('docs/stuck.md')
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^.*/.exec(section)?.[0] ?? '', section.replace(/^## .*/ms, '')]),
);

describe('the page about what is stuck', () => {
  it('has a section for each row of the table, and no other', () => {
    expect(rows.length).to.be.greaterThan(30);
    expect([...sections.keys()].sort()).to.deep.equal(rows.map((row) => row.title).sort());
  });

  for (const row of rows) {
    it(`says of “${row.title}” what the program says: the matter, the states, who, and the command`, () => {
      const section = sections.get(row.title) ?? '';
      expect(section).to.contain(row.says);
      expect(section).to.match(row.who === 'operator' ? /^Operator:$/m : /^Owner:$/m);
      expect(section).to.contain(`\`\`\`sh\n${row.command}\n\`\`\``);
      const states = [...(/^State: (.*?)\. /m.exec(section)?.[1]?.matchAll(/`([^`]+)`/g) ?? [])].map((one) => one[1]);
      expect(states).to.deep.equal(row.states ?? []);
    });
  }
});

describe('the states of volumes, snapshots and backups', () => {
  it('are each told apart once', () => {
    const keys = STORAGE_STATES.map((row) => `${row.kind} ${row.status} ${row.attached ?? ''}`);
    expect(new Set(keys).size).to.equal(keys.length);
  });

  for (const { kind, status, do: deed } of STORAGE_STATES) {
    it(`${kind} ${status}: ${deed === 'delete' ? 'is in nobody’s way' : 'has a section that says what to do'}`, () => {
      const resource = { ...createWorld().put('image'), kind: 'volume', status } as const;
      const named = stuckState(kind === 'volume' ? resource : { ...resource, kind: kind as 'snapshot' });
      if (deed === 'delete') expect(named).to.equal(undefined);
      else expect(named).to.not.equal(undefined);
    });
  }

  it('are all that the page names', () => {
    const named = rows.flatMap((row) =>
      ['volume', 'snapshot', 'backup'].includes(row.kind ?? '')
        ? (row.states ?? []).map((state) => `${row.kind} ${state}`)
        : [],
    );
    const known = new Set(STORAGE_STATES.map((row) => `${row.kind} ${row.status}`));
    expect(named.filter((one) => !known.has(one))).to.deep.equal([]);
  });
});

describe('the ways to be stuck', () => {
  it('are all told by a state or by the program, so that the page promises nothing', () => {
    const used = sources().filter(
      ({ path }) => path.startsWith('forceclean/') && !path.startsWith('forceclean/stuck/'),
    );
    expect(used.length).to.be.greaterThan(30);
    const texts = used.map(({ text }) => text).join();
    const silent = Object.entries(STUCK).filter(
      ([name, row]: [string, Stuck]) => row.states === undefined && !texts.includes(`'${name}'`),
    );
    expect(silent.map(([name]) => name)).to.deep.equal([]);
  });
});

describe('what somebody has to do', () => {
  it('is a command with the ids in it, and a place to read more', () => {
    const text = remedy('securityGroupOnPort', 'p1', 'g1');
    expect(text).to.contain('openstack port unset --security-group g1 p1');
    expect(text).to.contain('docs/stuck.md#security-group-on-a-foreign-port');
  });

  it('tells an operator’s task from an owner’s', () => {
    expect(remedy('volumeErrorDeleting', 'v1', 'v1')).to.match(
      /An operator of the cloud: openstack volume set --state error v1/,
    );
    expect(remedy('snapshotOfAnother', 's1', 'v1')).to.match(
      /Whoever it belongs to: openstack volume snapshot delete s1/,
    );
  });

  it('leads to a heading of the page', () => {
    const headings = [...sections.keys()].map((title) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const name of Object.keys(STUCK) as (keyof typeof STUCK)[]) {
      const anchor = /docs\/stuck\.md#([\w-]+)\)/.exec(remedy(name, 'i', 'h'))?.[1];
      expect(headings).to.include(anchor);
    }
  });
});
