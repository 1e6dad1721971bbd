import { expect } from 'chai';
import { pinsOf } from '../../src/programs/pins.ts';
import {
  compileArgv,
  goSumOf,
  publishedGoMod,
  readDownloads,
  tooOld,
  withoutUser,
  wrongSiblings,
} from '../../src/programs/recipe.ts';

const GO_MOD = `module k8s.io/kubernetes

go 1.24.0

require (
	github.com/onsi/ginkgo/v2 v2.21.0
	k8s.io/api v0.0.0
	k8s.io/sample-apiserver v0.0.0 // indirect
	k8s.io/utils v0.0.0
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/sample-apiserver => ./staging/src/k8s.io/sample-apiserver
	k8s.io/sample-controller => ./staging/src/k8s.io/sample-controller
)
`;

describe('The recipe of a program', () => {
  it('takes the published modules instead of folders of a repository, and only those it asks for', () => {
    const { text, siblings } = publishedGoMod(GO_MOD, 'v1.34.4');
    expect(siblings).to.deep.equal(['k8s.io/api@v0.34.4', 'k8s.io/sample-apiserver@v0.34.4']);
    expect(text).to.include('\tk8s.io/api v0.34.4\n').and.to.include('k8s.io/sample-apiserver v0.34.4 // indirect');
    expect(text).to.include('ginkgo/v2 v2.21.0').and.to.include('k8s.io/utils v0.0.0');
    expect(text).to.not.include('./');
  });

  it('reads what go says of modules, among what it says of its progress', () => {
    const text = `go: downloading k8s.io/api v0.34.4
{
	"Path": "k8s.io/api",
	"Version": "v0.34.4",
	"Dir": "/modules/k8s.io/api@v0.34.4",
	"Sum": "h1:one=",
	"GoModSum": "h1:two="
}
{
	"Path": "k8s.io/sample-controller",
	"Version": "v0.34.4",
	"Error": "not available"
}
`;
    const [api, sample, ...others] = readDownloads(text);
    expect(others).to.deep.equal([]);
    expect(sample).to.deep.equal({ path: 'k8s.io/sample-controller', version: 'v0.34.4', wrong: 'not available' });
    if (api === undefined || 'wrong' in api) throw new Error('not read');
    expect(goSumOf([api])).to.equal('k8s.io/api v0.34.4 h1:one=\nk8s.io/api v0.34.4/go.mod h1:two=\n');
  });

  it('does not take a module for whole of which go tells no checksum', () => {
    expect(readDownloads('{\n\t"Path": "a",\n\t"Version": "v1.0.0"\n}\n')).to.deep.equal([
      { path: 'a', version: 'v1.0.0', wrong: 'it was not fetched whole' },
    ]);
  });

  it('holds siblings together to one checksum', () => {
    const [pin] = pinsOf('e2e.test');
    if (pin === undefined) throw new Error('no e2e.test');
    expect(wrongSiblings(pin, 'k8s.io/api v0.34.4 h1:other=\n')).to.include(`not ${pin.siblings}`);
  });

  it('compiles the tests of a package where they are the program', () => {
    const [pin] = pinsOf('e2e.test');
    if (pin === undefined) throw new Error('no e2e.test');
    const argv = compileArgv(pin, '/module', '/made/go.mod', '/made/e2e.test');
    expect(argv.slice(0, 7)).to.deep.equal(['go', 'test', '-C', '/module', '-c', '-modfile', '/made/go.mod']);
    expect(argv).to.include('-mod=readonly');
    expect(argv.join(' ')).to.include('version.gitVersion=v1.34.4').and.to.include('gitMinor=34 ');
  });

  it('compares versions of Go number by number, whatever a distribution adds', () => {
    expect(tooOld('go1.9.7', '1.21')).to.equal(true);
    expect(tooOld('go1.24', '1.24.0')).to.equal(false);
    expect(tooOld('go1.23.12', '1.24.0')).to.equal(true);
    expect(tooOld('go1.26.8 X:nocoverageredesign', '1.24.0')).to.equal(false);
    expect(tooOld('devel', '1.21')).to.equal(true);
  });

  it('keeps user and password out of addresses', () => {
    expect(withoutUser('https://me:secret@one.example.com,https://two.example.com,direct')).to.equal(
      'https://one.example.com,https://two.example.com,direct',
    );
  });
});
