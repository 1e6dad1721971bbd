import { expect } from 'chai';
import { loadConfig } from '../../src/config/load.ts';

const problems = (text: string): readonly string[] => {
  const loaded = loadConfig('troika.yaml', text);
  return 'problems' in loaded ? loaded.problems.map(({ path, says }) => `${path}: ${says}`) : [];
};

describe('The configuration of a cluster that stands already', () => {
  const SUITES = 'suites: [{ suite: command, name: smoke, run: [make, smoke] }]';

  it('is a kubeconfig, and what tests it', () => {
    expect(
      problems(`clusters: [{ provisioner: existing, existing: { kubeconfig: kind.yaml }, ${SUITES} }]`),
    ).to.deep.equal([]);
  });

  it('needs a suite that can look at it: nothing of it was made by Troika', () => {
    const infrastructure = 'suites: [{ suite: infrastructure }]';
    const text = (suites: string): string =>
      `clusters: [{ provisioner: existing, existing: { kubeconfig: kind.yaml }${suites === '' ? '' : `, ${suites}`} }]`;
    expect(problems(text(''))).to.deep.equal(['clusters[0].suites: is missing (expected array)']);
    expect(problems(text(infrastructure))[0]).to.match(
      /^clusters\[0\]\.suites\[0\]: looks at what Troika made in the cloud/,
    );
  });

  it('stands for one cluster', () => {
    const text = `clusters: [{ provisioner: existing, count: 2, existing: { kubeconfig: kind.yaml }, ${SUITES} }]`;
    expect(problems(text)).to.deep.equal(['clusters[0].count: expected 1']);
  });
});
