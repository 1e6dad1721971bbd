import { expect } from 'chai';
import { chooseFiles } from '../../src/zuul/collected.ts';

describe('the archive of a build', () => {
  it('has all files but the secret ones, the largest left out where all are too much', () => {
    const files = [
      { path: 'a/clusters/c/kubeconfig', bytes: 1 },
      { path: 'a/clusters/c/suites/s/huge.log', bytes: 900 },
      { path: 'a/journal.ndjson', bytes: 60 },
      { path: 'a/clusters/c/suites/s/kubeconfig.md', bytes: 40 },
    ];
    expect(chooseFiles(files, 100)).to.deep.equal({
      taken: ['a/clusters/c/suites/s/kubeconfig.md', 'a/journal.ndjson'],
      left: [files[1]],
    });
    expect(chooseFiles(files, 1000).left).to.deep.equal([]);
    expect(chooseFiles(files, 99).taken).to.deep.equal(['a/clusters/c/suites/s/kubeconfig.md']);
  });
});
