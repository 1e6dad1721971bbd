import { expect } from 'chai';
import { hydrophoneSuite, type HydrophoneSpec } from '../../../src/config/hydrophoneSpec.ts';
import { argvOf } from '../../../src/suites/hydrophone/argv.ts';
import { withCurrentContext } from '../../../src/suites/hydrophone/currentContext.ts';

const PLACE = { kubeconfig: '/k', namespace: 'n', folder: '/f', testRepoList: undefined };
const ONCE = { again: false, only: undefined };
const spec = (more: object = {}): HydrophoneSpec => hydrophoneSuite.parse({ suite: 'hydrophone', ...more });

describe('The command line of hydrophone', () => {
  it('demands conformance, or what a focus says', () => {
    expect(argvOf('h', spec(), PLACE, ONCE)).to.deep.equal([
      'h',
      '--conformance',
      '--kubeconfig=/k',
      '--namespace=n',
      '--output-dir=/f',
      '--verbosity=6',
      '--parallel=1',
      '--startup-timeout=300s',
    ]);
    const some = argvOf('h', spec({ focus: 'a|b', skip: 'c' }), PLACE, ONCE);
    expect(some).to.include.members(['--focus=a|b', '--skip=c']).and.to.not.include('--conformance');
  });

  it('passes on images, registries and further flags', () => {
    const more = {
      parallel: 4,
      conformanceImage: 'r/c:v1',
      busyboxImage: 'r/b',
      testRepo: 'r',
      namespace: 'n',
      skipPreflight: true,
      extraArgs: ['--allowed-not-ready-nodes=1', '--num-nodes=2'],
      extraGinkgoArgs: ['--flake-attempts=2'],
    };
    expect(argvOf('h', spec(more), { ...PLACE, testRepoList: '/l' }, ONCE)).to.include.members([
      '--parallel=4',
      '--conformance-image=r/c:v1',
      '--busybox-image=r/b',
      '--test-repo=r',
      '--test-repo-list=/l',
      '--skip-preflight=n',
      '--extra-args=--allowed-not-ready-nodes=1',
      '--extra-args=--num-nodes=2',
      '--extra-ginkgo-args=--flake-attempts=2',
    ]);
  });

  it('takes hold of the pod that is there, and runs named tests alone', () => {
    expect(argvOf('h', spec(), PLACE, { again: true, only: undefined })).to.include('--continue');
    const only = argvOf('h', spec({ focus: 'x', skip: 'y' }), PLACE, { again: false, only: ['[a] b', 'c (d)'] });
    expect(only).to.include(String.raw`--focus= \[a\] b$| c \(d\)$`);
    expect(only.filter((arg) => arg.startsWith('--skip='))).to.deep.equal([]);
  });

  it('refuses flags that are its own, or that would not arrive whole', () => {
    for (const flag of ['--focus=a', '--procs=3', '--x', '--x=a b', '--x=a,b', 'x=a']) {
      const read = hydrophoneSuite.safeParse({ suite: 'hydrophone', extraGinkgoArgs: [flag] });
      expect(read.success, flag).to.equal(false);
    }
  });
});

describe('A kubeconfig for a program that takes its current context', () => {
  it('has the context as its current one, and works from any folder', () => {
    const file = {
      'current-context': 'other',
      clusters: [{ name: 'c', cluster: { server: 'https://k', 'certificate-authority': 'pki/ca.crt' } }],
      users: [
        { name: 'a', user: { 'client-key': '/abs.key', tokenFile: 'token' } },
        { name: 'b', user: { exec: { command: './login', args: ['./login'] } } },
        { name: 'c', user: { exec: { command: 'login' } } },
      ],
    };
    expect(withCurrentContext(file, 'mine', '/own')).to.deep.equal({
      'current-context': 'mine',
      clusters: [{ name: 'c', cluster: { server: 'https://k', 'certificate-authority': '/own/pki/ca.crt' } }],
      users: [
        { name: 'a', user: { 'client-key': '/abs.key', tokenFile: '/own/token' } },
        { name: 'b', user: { exec: { command: '/own/login', args: ['./login'] } } },
        { name: 'c', user: { exec: { command: 'login' } } },
      ],
    });
  });
});
