import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { readZuulYaml } from '../../src/io/yaml.ts';
import { judgeJobs } from '../../src/zuul/jobs.ts';

const CONFIG = { deadlineSeconds: 2700, cleanupSeconds: 900 };
const base =
  '- job: { name: troika-base, abstract: true, timeout: 3600, post-timeout: 1800, vars: { troika_max_wait: 20m } }';

function said(config: Partial<typeof CONFIG>, ...files: readonly string[]): readonly string[] {
  const documents = files.map((text) => readZuulYaml(text, 'jobs.yaml'));
  return judgeJobs(documents, 'troika.yaml', { ...CONFIG, ...config }).map(({ job, says }) => `${job}: ${says}`);
}

describe('jobs of Zuul and a configuration', () => {
  const child = '- job: { name: e2e, parent: troika-base }';

  it('go together where the time is enough for the deadline, a wait, and a clean-up after an abort', () => {
    expect(said({}, base, child)).to.deep.equal([]);
  });

  it('do not where the timeout is short, by whichever definition of the job or its parents', () => {
    const short = 'e2e: its timeout of 2000 s leaves 1940 s, and the deadline is 2700 s: the run would end before';
    const wait = 'e2e: a cluster may wait 1200 s of 1940 s, which leaves no time to work after it';
    expect(said({}, base, '- job: { name: e2e, parent: troika-base, timeout: 2000 }')).to.deep.equal([short, wait]);
    expect(said({}, base, child, '- job: { name: e2e, timeout: 2000 }')).to.deep.equal([short, wait]);
    expect(said({}, base, child, '- job: { name: troika-base, timeout: 2000 }')).to.deep.equal([short, wait]);
    expect(said({}, base, '- job: { name: e2e, parent: troika-base, timeout: 1000 }')).to.deep.equal([
      'e2e: its timeout of 1000 s leaves 940 s, and clean-up alone may need 900 s',
    ]);
  });

  it('do not where a clean-up after an abort would be cut off', () => {
    expect(
      said(
        { cleanupSeconds: 1900, deadlineSeconds: 3500 },
        base,
        '- job: { name: e2e, parent: troika-base, vars: { troika_max_wait: 1m } }',
      ),
    ).to.deep.equal(['e2e: its post-timeout is 1800 s, and the clean-up after an abort may need 1900 s']);
  });

  it('are looked at only where they run this file, and one has to', () => {
    const other = '- job: { name: e2e, parent: troika-base, timeout: 70, vars: { troika_files: [other.yaml] } }';
    expect(said({}, base, other)).to.deep.equal(['troika-base: no job that inherits from it runs troika.yaml']);
    expect(said({}, base, '- job: { name: mine, parent: base, timeout: 70 }')).to.have.length(1);
    expect(said({}, base, child, '- project: { check: { jobs: [noop] } }')).to.deep.equal([]);
  });

  it('that cannot be read are told, and parents in a circle end', () => {
    expect(said({}, 'a: b')).to.have.length(1);
    expect(
      said({}, '- job: { name: e2e, parent: troika-base }\n- job: { name: troika-base, abstract: true }'),
    ).to.deep.equal(['e2e: no file given says its timeout']);
    expect(said({}, '- job: { timeout: 3 }')[0]).to.match(/^0\.job\.name: /);
    expect(said({}, '- job: { name: a, parent: b }\n- job: { name: b, parent: a }')).to.have.length(1);
  });

  it('of this repository, and its example of a site, are read whole', () => {
    const files = ['zuul.d/jobs.yaml', 'examples/zuul/site.yaml'].map((name) => readFileSync(name, 'utf8'));
    expect(said({}, ...files)).to.deep.equal([]);
  });
});
