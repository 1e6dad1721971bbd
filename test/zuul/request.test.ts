import { expect } from 'chai';
import fc from 'fast-check';
import { loadConfig } from '../../src/config/load.ts';
import type { RunConfig } from '../../src/config/config.ts';
import { requestBlock } from '../../src/zuul/fence.ts';
import { grant } from '../../src/zuul/grant.ts';
import { readRequest, type Request, type Source } from '../../src/zuul/request.ts';

const ALL = "{ kubernetes: ['v1.33.5', 'v1.34.1'], clusters: true, suites: true, tests: true }";

const TWO = `
  - { provisioner: footprint, label: a, suites: [{ suite: infrastructure }, { suite: command, name: smoke, run: [x], env: { A: b } }] }
  - { provisioner: footprint, label: b, suites: [{ suite: command, name: smoke, run: [x] }] }
`;

function configWith(request: string, clusters = TWO): RunConfig {
  const text = `
request: ${request}
clusters:${clusters}`;
  const loaded = loadConfig('troika.yaml', text);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

/** What becomes of a message: the request, or what is refused, a line each. */
function ask(message: string, source: Source = 'commit', config = configWith(ALL)): Request | string[] | undefined {
  const block = requestBlock(message);
  if (block === undefined) return undefined;
  if ('wrong' in block) return [`${block.line}: ${block.wrong}`];
  const answer = readRequest(block, source, config);
  return 'request' in answer ? answer.request : answer.refused.map(({ line, says }) => `${line}: ${says}`);
}

const block = (yaml: string): string => `Subject\n\nWords.\n\n\`\`\`troika\n${yaml}\n\`\`\`\n`;

describe('the request block of a change', () => {
  it('chooses among what the configuration allows', () => {
    const asked = ask(
      block('kubernetes: v1.34.1\nclusters: 1\nsuites: [smoke]\nfocus: "sig-network.*Services"\nskip: Slow|Serial'),
    );
    expect(asked).to.deep.equal({
      kubernetes: 'v1.34.1',
      clusters: 1,
      suites: ['smoke'],
      focus: 'sig-network.*Services',
      skip: 'Slow|Serial',
    });
  });

  it('is none where a message has none, also where it looks like one', () => {
    for (const message of [
      '',
      'Subject',
      '```yaml\nclusters: 1\n```',
      '    ```troika\n```',
      'say ```troika\n```',
      '```troika x\n```',
    ])
      expect(ask(message), message).to.equal(undefined);
    expect(ask(block(''))).to.deep.equal({});
  });

  it('is refused part by part, each with its line in the message', () => {
    expect(ask(block('kubernetes: v9.9.9\nimage: evil\nclusters: 7\nsuites: [smoke, rm]'))).to.have.length(4);
    expect(ask(block('kubernetes: v9.9.9\nclusters: 3\nsuites: [smoke, rm]'))).to.deep.equal([
      '6: kubernetes: is none of v1.33.5, v1.34.1',
      '7: clusters: the configuration has 2',
      '8: suites[1]: is none of infrastructure, smoke',
    ]);
    expect(ask(block('kubernetes: v1.34.1\nimage: evil'))).to.deep.equal([
      '7: image: is not known here; known: kubernetes, clusters, suites, focus, skip',
    ]);
  });

  it('is refused where the configuration allows nothing', () => {
    const nothing = configWith('{}');
    expect(ask(block('kubernetes: v1.34.1\nclusters: 1\nsuites: [smoke]\nfocus: a\nskip: b'), 'commit', nothing))
      .to.be.an('array')
      .with.length(5);
    expect(ask(block(''), 'commit', nothing)).to.deep.equal({});
  });

  it('in a description, which may change after the review, lets no test out', () => {
    expect(ask(block('kubernetes: v1.34.1'), 'description')).to.deep.equal({ kubernetes: 'v1.34.1' });
    const text = 'is read from the commit message only: a description may change after review';
    expect(ask(block('clusters: 1\nsuites: [smoke]\nfocus: a\nskip: b'), 'description')).to.deep.equal(
      ['clusters', 'suites', 'focus', 'skip'].map((key, index) => `${6 + index}: ${key}: ${text}`),
    );
  });

  it('cannot be more than plain YAML of 4 kB: no tags, anchors, aliases, second block, or open end', () => {
    expect(ask(block('a: &a [x]\nb: *a'))).to.deep.equal(['6: an anchor is not allowed here']);
    expect(ask(block('b: *a'))?.toString()).to.match(/^6: /);
    expect(ask(block('focus: !!binary aGk='))).to.deep.equal(['6: a tag is not allowed here']);
    expect(ask(block('suites: !!js/function x'))).to.deep.equal(['6: a tag is not allowed here']);
    expect(ask(block('clusters: [')) ?? [])
      .to.be.an('array')
      .with.length(1);
    expect(ask(`${block('clusters: 1')}${block('clusters: 2')}`)).to.deep.equal(['12: there is a second block']);
    expect(ask('```troika\nclusters: 1')).to.deep.equal(['1: the block has no end']);
    expect(ask(block(`focus: ${'x'.repeat(4096)}`))).to.deep.equal(['5: the block has 4103 bytes; 4096 are allowed']);
    expect(ask(block(`focus: ${'['.repeat(4000)}`))).to.be.an('array');
    expect(ask(block(`${'x: '.repeat(1300)}`))).to.be.an('array');
    expect(ask(`${'y'.repeat(1_000_000)}\n${block('clusters: 1')}`)).to.equal(undefined);
  });

  it('carries no text that a shell, a template, HCL or HTML would take for its own', () => {
    for (const evil of [
      '$(id)',
      '`id`',
      '{{ 7*7 }}',
      '${var.x}',
      '<script>',
      'a;b',
      "a'b",
      'a"b',
      'a\\nb\u0000',
      'a&b',
      'a>b',
      '#{x}',
    ])
      expect(ask(block(`focus: ${JSON.stringify(evil)}`)), evil).to.be.an('array');
    for (const slow of ['(a+)+$', '(a|a)*', '(.*)*', 'a{1000}', '(', '[', 'x'.repeat(201), 'a|'.repeat(30)])
      expect(ask(block(`focus: ${JSON.stringify(slow)}`)), slow).to.be.an('array');
  });

  it('never throws, and grants nothing that was not allowed, whatever stands in it', () => {
    const config = configWith(ALL);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string()), (text) => {
        const asked = ask(block(text), 'commit', config);
        if (asked === undefined || Array.isArray(asked)) return;
        expect(config.request.kubernetes).to.include(asked.kubernetes ?? 'v1.33.5');
        for (const suite of asked.suites ?? []) expect(['infrastructure', 'smoke']).to.include(suite);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a granted request', () => {
  const config = configWith(ALL);

  it('leaves suites and clusters out, and tells command suites the rest', () => {
    const granted = grant(config, { suites: ['smoke'], clusters: 1, kubernetes: 'v1.34.1', focus: 'a b', skip: 'c' });
    expect(granted.clusters.map(({ label, suites }) => [label, suites.length])).to.deep.equal([['a', 1]]);
    const [smoke] = granted.clusters[0]?.suites ?? [];
    expect(smoke).to.deep.include({
      name: 'smoke',
      env: { A: 'b', TROIKA_KUBERNETES: 'v1.34.1', TROIKA_FOCUS: 'a b', TROIKA_SKIP: 'c' },
    });
  });

  it('chooses the tests of conformance suites, in place of what the file says or a mode of Sonobuoy selects', () => {
    const suites = '[{ suite: ginkgo, focus: all }, { suite: sonobuoy, mode: quick }]';
    const tested = configWith(ALL, `\n  - { provisioner: existing, existing: { kubeconfig: k }, suites: ${suites} }\n`);
    const chosen = (request: Request): unknown =>
      grant(tested, request).clusters[0]?.suites.map((one) => {
        const { suite, focus, skip, mode } = { focus: '', skip: '', mode: '', ...one };
        return [suite, focus, skip, mode];
      });
    expect(chosen({ focus: 'a b' })).to.deep.equal([
      ['ginkgo', 'a b', '', ''],
      ['sonobuoy', 'a b', '', ''],
    ]);
    expect(chosen({ skip: 'c' })).to.deep.equal([
      ['ginkgo', 'all', 'c', ''],
      ['sonobuoy', '', 'c', ''],
    ]);
    expect(chosen({ clusters: 1 })).to.deep.equal([
      ['ginkgo', 'all', '', ''],
      ['sonobuoy', '', '', 'quick'],
    ]);
  });

  it('makes no cluster that would have no suite, and changes nothing where nothing is asked', () => {
    expect(grant(config, { suites: ['infrastructure'] }).clusters.map(({ label }) => label)).to.deep.equal(['a']);
    expect(grant(config, {})).to.deep.equal(config);
  });
});
