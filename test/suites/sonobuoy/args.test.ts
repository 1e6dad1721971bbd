import { expect } from 'chai';
import { exactly, filesOf, startArgs } from '../../../src/suites/sonobuoy/args.ts';
import { SPEC } from './spec.ts';

const PLACE = { kubeconfig: '/k', context: 'one', namespace: 'sonobuoy-t1' };

describe('The start of Sonobuoy', () => {
  it('has all of a configuration, with paths from where Troika was started', () => {
    const spec = {
      ...SPEC,
      mode: 'quick',
      timeoutSeconds: 7200,
      plugins: ['e2e', 'systemd-logs', 'mine.yaml', 'https://example.org/p.yaml'],
      pluginEnv: { 'e2e.E2E_PARALLEL': 'true' },
      pluginImages: { e2e: 'registry.example/e2e:v1.34.4' },
      kubernetesVersion: 'v1.34.4',
      sonobuoyImage: 'registry.example/sonobuoy:v0.57.2',
      imagePullPolicy: 'Always',
      testRegistry: 'registry.example/k8s',
      testRegistries: 'repos.yaml',
      dockerConfig: '/etc/docker.json',
    } as const;
    expect(startArgs(spec, PLACE, '/here')).to.deep.equal([
      'run',
      '--namespace=sonobuoy-t1',
      '--kubeconfig=/k',
      '--context=one',
      '--timeout=6900',
      '--mode=quick',
      '--plugin=e2e',
      '--plugin=systemd-logs',
      '--plugin=/here/mine.yaml',
      '--plugin=https://example.org/p.yaml',
      '--plugin-env=e2e.E2E_PARALLEL=true',
      '--plugin-image=e2e:registry.example/e2e:v1.34.4',
      '--kubernetes-version=v1.34.4',
      '--sonobuoy-image=registry.example/sonobuoy:v0.57.2',
      '--image-pull-policy=Always',
      '--force-image-pull-policy',
      '--e2e-repo=registry.example/k8s',
      '--e2e-repo-config=/here/repos.yaml',
      '--e2e-docker-config-file=/etc/docker.json',
      '--skip-preflight=dnscheck',
    ]);
    expect(filesOf(spec, '/here')).to.deep.equal(['/here/mine.yaml', '/here/repos.yaml', '/etc/docker.json']);
  });

  it('selects by mode, by focus and skip, or by names, and never by two of them', () => {
    const selected = (part: object, only?: readonly string[]) =>
      startArgs({ ...SPEC, ...part }, PLACE, '/here', only).filter((one) => /^--(mode|e2e-(focus|skip))=/.test(one));
    expect(selected({})).to.deep.equal(['--mode=certified-conformance']);
    expect(selected({ mode: 'conformance-lite' })).to.deep.equal(['--mode=conformance-lite']);
    // Sonobuoy's own skip, of disruptive tests, would stay with a focus alone.
    expect(selected({ focus: 'DNS' })).to.deep.equal(['--e2e-focus=DNS', '--e2e-skip=']);
    expect(selected({ skip: 'Slow' })).to.deep.equal([String.raw`--e2e-focus=\[Conformance\]`, '--e2e-skip=Slow']);
    expect(selected({ mode: 'quick' }, ['a'])).to.deep.equal(['--e2e-focus=(a)$', '--e2e-skip=']);
  });

  it('finds exactly the named tests, whatever stands in their names', () => {
    const names = ['[sig-a] x (y|z) "q" [Slow]', 'a.b*c\\d {e}'];
    const pattern = new RegExp(exactly(names));
    for (const name of names) expect(`Kubernetes e2e suite ${name}`).to.match(pattern);
    for (const name of ['[sig-a] x (y|z) "q" [Slow] more', 'axb*c\\d {e}']) expect(name).not.to.match(pattern);
    expect(exactly(names)).not.to.match(/["']/);
  });
});
