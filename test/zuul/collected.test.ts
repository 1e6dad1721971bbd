import { expect } from 'chai';
import { chooseFiles, withoutLinks } from '../../src/zuul/collected.ts';

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

  it('has the page of a cluster beside it, which leads nowhere from there', () => {
    const page = '<li><a href="cloud/a%20b.json">cloud/a b.json</a> <small>3 bytes</small></li>';
    expect(withoutLinks(page)).to.equal('<li>cloud/a b.json <small>3 bytes</small></li>');
  });
});
