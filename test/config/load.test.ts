import { expect } from 'chai';
import fc from 'fast-check';
import { loadConfig } from '../../src/config/load.ts';
import type { Problem } from '../../src/config/load.ts';
import type { RunConfig } from '../../src/config/config.ts';
import type { FootprintSpec } from '../../src/config/footprintSpec.ts';

function config(text: string): RunConfig {
  const read = loadConfig('troika.yaml', text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

function problems(text: string): readonly Problem[] {
  const read = loadConfig('troika.yaml', text);
  return 'problems' in read ? read.problems : [];
}

/** The footprint of a run's cluster. */
function footprintIn(run: RunConfig, index: number): FootprintSpec {
  const cluster = run.clusters[index];
  if (cluster?.provisioner !== 'footprint') throw new Error(`cluster ${index} is no footprint`);
  return cluster.footprint;
}

const SMALLEST = 'clusters: [{provisioner: footprint}]';

describe('A configuration', () => {
  it('may be as small as one cluster', () => {
    const run = config(SMALLEST);
    expect(run).to.include({ parallel: 3, deadlineSeconds: 2700, cleanupSeconds: 900, runs: '.troika/runs' });
    expect(run.reserve).to.deep.equal({});
    expect(run.clusters).to.have.lengthOf(1);
    expect(run.clusters[0]).to.deep.include({ label: 'cluster-1', suites: [{ suite: 'infrastructure' }] });
    expect(footprintIn(run, 0)).to.include({
      generation: 'v2',
      controlPlanes: 1,
      workers: 1,
      snapshots: 1,
      rootVolumeGiB: 20,
    });
    expect(footprintIn(run, 0).volumes.map((volume) => volume.attached)).to.deep.equal([true, false]);
    expect(footprintIn(run, 0).services[0]?.ports).to.deep.equal([80, 443]);
  });

  it('is frozen all the way down', () => {
    const run = config(SMALLEST);
    expect(Object.isFrozen(run)).to.equal(true);
    expect(Object.isFrozen(footprintIn(run, 0).volumes[0])).to.equal(true);
  });

  it('makes several clusters of one with a count, each with its own label', () => {
    const run = config(`clusters:
      - {provisioner: footprint, label: east, count: 2, footprint: {workers: 3}}
      - {provisioner: footprint}
      - {provisioner: footprint, label: west}`);
    expect(run.clusters.map((cluster) => cluster.label)).to.deep.equal(['east-1', 'east-2', 'cluster-3', 'west']);
    expect([0, 1, 2, 3].map((index) => footprintIn(run, index).workers)).to.deep.equal([3, 3, 1, 1]);
  });

  for (const [text, seconds] of [
    ['90s', 90],
    ['45m', 2700],
    ['2h', 7200],
  ] as const) {
    it(`reads the duration ${text} as ${seconds} seconds`, () => {
      expect(config(`${SMALLEST}\ndeadline: ${text}\ncleanup: 5s`).deadlineSeconds).to.equal(seconds);
    });
  }

  it('gives a command suite its time-out in seconds and its defaults', () => {
    const run = config(
      'clusters: [{provisioner: footprint, suites: [{suite: command, name: e2e, run: [make, e2e], timeout: 2m}]}]',
    );
    expect(run.clusters[0]?.suites).to.deep.equal([
      { suite: 'command', name: 'e2e', run: ['make', 'e2e'], timeoutSeconds: 120, env: {} },
    ]);
  });

  it('lists every problem at once, with path and line', () => {
    const found = problems(`# a comment
deadline: 10m
cleanup: 1:30
paralel: 2
reserve: {floatingIps: .nan, cors: 1}
clusters:
  - provisioner: footprint
    footprint:
      workers: many
      "wrkers": 3
  - provisioner: kind
  - 4
`);
    const places = found.map((problem) => `${problem.line}: ${problem.path}`);
    expect(places).to.deep.equal([
      '3: cleanup',
      '4: paralel',
      '5: reserve.floatingIps',
      '5: reserve.cors',
      '9: clusters[0].footprint.workers',
      '10: clusters[0].footprint.wrkers',
      '11: clusters[1].provisioner',
      '12: clusters[2]',
    ]);
  });

  it('says which keys are known where one is not', () => {
    expect(problems(`${SMALLEST}\nparalel: 2`)[0]?.says).to.match(/^is not known here; known: .*parallel/);
  });

  it('gives a missing key the line of its object', () => {
    const [first] = problems('clusters:\n  - label: east\n');
    expect(first).to.deep.equal({
      path: 'clusters[0].provisioner',
      line: 2,
      says: "is missing (expected one of 'footprint' | 'cluster-stacks' | 'existing')",
    });
    expect(problems('clusters: [{provisioner: footprint, suites: [{suite: command, name: a}]}]')[0]?.says).to.equal(
      'is missing (expected array)',
    );
  });

  for (const [what, text] of [
    ['NaN', '.nan'],
    ['infinity', '.inf'],
    ['a fraction', '1.5'],
    ['a text', '"3"'],
    ['nothing', ''],
    ['less than the least', '-1'],
    ['more than the most', '21'],
  ] as const) {
    it(`refuses ${what} as a number of workers`, () => {
      const found = problems(`clusters:\n  - provisioner: footprint\n    footprint:\n      workers: ${text}\n`);
      expect(found.map((problem) => [problem.path, problem.line])).to.deep.equal([
        ['clusters[0].footprint.workers', 4],
      ]);
    });
  }

  it('refuses more than three clusters at once', () => {
    expect(problems(`${SMALLEST}\nparallel: 4`).map((problem) => problem.path)).to.deep.equal(['parallel']);
  });

  it('refuses a duration without a unit, for its unit would be a guess', () => {
    expect(problems(`${SMALLEST}\ndeadline: 45`)[0]?.says).to.contain('45m');
  });

  for (const [what, text, line] of [
    ['bad syntax', 'clusters: [1', 1],
    ['the same key twice', 'runs: a\nruns: b', 2],
    ['an empty file', '', undefined],
    ['a list', '- a', undefined],
  ] as const) {
    it(`has one problem for ${what}`, () => {
      const found = problems(text);
      expect(found).to.have.lengthOf(1);
      expect(found[0]?.path).to.equal('');
      expect(found[0]?.line).to.equal(line);
    });
  }

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = loadConfig('troika.yaml', text);
        expect('config' in read || read.problems.length > 0).to.equal(true);
      }),
    );
  });

  it('never takes an unknown key, wherever it stands', () => {
    const known = {
      clusters: [
        { provisioner: 'footprint', footprint: { volumes: [{ claim: 'a' }] }, suites: [{ suite: 'infrastructure' }] },
      ],
    };
    const places: readonly ((value: typeof known) => object | undefined)[] = [
      (value) => value,
      (value) => value.clusters[0],
      (value) => value.clusters[0]?.footprint,
      (value) => value.clusters[0]?.footprint.volumes[0],
      (value) => value.clusters[0]?.suites[0],
    ];
    expect(problems(JSON.stringify(known))).to.deep.equal([]);
    for (const place of places) {
      const changed = structuredClone(known);
      Object.assign(place(changed) ?? {}, { surprise: 1 });
      expect(problems(JSON.stringify(changed)).map((problem) => problem.path.split('.').at(-1))).to.deep.equal([
        'surprise',
      ]);
    }
  });
});
