import { expect } from 'chai';
import { ginkgoSpec, type GinkgoSpec } from '../../../src/config/ginkgoSpec.ts';
import { runArgv } from '../../../src/suites/ginkgo/argv.ts';
import { selectionOf, selectionOfNames } from '../../../src/suites/ginkgo/selections.ts';

function spec(given: object = {}): GinkgoSpec {
  return ginkgoSpec.parse({ suite: 'ginkgo', ...given });
}

const PLACE = { kubeconfig: '/k', context: 'one', folder: '/f' };
const SELECTION = { focus: ['a', 'b'], skip: ['c'] };

describe('The command of a run of Ginkgo', () => {
  it('is the program of the tests alone, for one at a time', () => {
    const argv = runArgv({ tests: '/t/e2e.test', ginkgo: undefined }, spec({ timeout: '10m' }), SELECTION, PLACE);
    expect(argv).to.deep.equal([
      '/t/e2e.test',
      '--ginkgo.focus=a',
      '--ginkgo.focus=b',
      '--ginkgo.skip=c',
      '--ginkgo.no-color',
      '--ginkgo.v',
      '--ginkgo.timeout=4200s',
      '--ginkgo.grace-period=10s',
      '--ginkgo.flake-attempts=1',
      '--kubeconfig=/k',
      '--context=one',
      '--provider=skeleton',
      '--report-dir=/f',
      '--disable-log-dump',
    ]);
  });

  it('is the ginkgo program for several, and says all of it to each of them', () => {
    const given = spec({ procs: 4, nodes: 2, flakeAttempts: 2, provider: 'openstack', args: ['--dns-domain=x'] });
    const argv = runArgv({ tests: '/t/e2e.test', ginkgo: '/g/ginkgo' }, given, { focus: ['a'], skip: [] }, PLACE);
    expect(argv.slice(0, 3)).to.deep.equal(['/g/ginkgo', '--procs=4', '--focus=a']);
    expect(argv).to.include('--flake-attempts=2');
    expect(argv.slice(argv.indexOf('/t/e2e.test'))).to.deep.equal([
      '/t/e2e.test',
      '--',
      '--kubeconfig=/k',
      '--context=one',
      '--provider=openstack',
      '--report-dir=/f',
      '--disable-log-dump',
      '--num-nodes=2',
      '--dns-domain=x',
    ]);
  });

  for (const arg of [
    '--ginkgo.focus=x',
    '-kubeconfig=/other',
    '--report-dir=/x',
    '--list-tests',
    'x',
    '--provider=gce',
  ])
    it(`is not changed by ${arg}`, () => {
      expect(ginkgoSpec.safeParse({ suite: 'ginkgo', args: [arg] }).success).to.equal(false);
    });
});

describe('A selection of tests', () => {
  it('is a preset, with more left out', () => {
    const { focus, skip } = selectionOf(spec({ selection: 'api', skip: 'slow' }));
    expect(focus).to.have.lengthOf(2);
    expect(skip).to.include('Job should').and.to.include('slow');
    expect(selectionOf(spec())).to.deep.equal({ focus: [String.raw`\[Conformance\]`], skip: [] });
  });

  it('is the given focus instead', () => {
    const selection = selectionOf(spec({ selection: 'api', focus: 'x', skip: 'y' }));
    expect(selection).to.deep.equal({ focus: ['x'], skip: ['y'] });
  });

  it('of names has these tests and no others', () => {
    const name = '[sig-x] A (b) should c.d? e|f $g ^h {i} *+ \\ [Conformance]';
    const [pattern = ''] = selectionOfNames([name]).focus;
    const matches = (text: string): boolean => new RegExp(pattern).test(`Kubernetes e2e suite ${text}`);
    expect(matches(name)).to.equal(true);
    expect(matches(`${name} [Slow]`)).to.equal(false);
    expect(matches(name.replace('c.d', 'cxd'))).to.equal(false);
  });
});
