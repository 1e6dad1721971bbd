import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressIn, kubeAddress, serversIn } from '../../src/kubernetes/kubeconfig.ts';
import { TroikaError } from '../../src/model/error.ts';

const TWO = `apiVersion: v1
kind: Config
current-context: west
clusters:
- {name: e, cluster: {server: "https://east:6443", certificate-authority-data: AAAA}}
- {name: w, cluster: {server: "https://west:6443"}}
contexts:
- {name: west, context: {cluster: w, user: u}}
- {name: east, context: {cluster: e, user: u}}
- {name: stub, context: {user: u}}
users: [{name: u, user: {token: not-to-be-said}}]
`;
const ONE = `clusters: [{name: e, cluster: {server: "https://east:6443"}}]
contexts: [{name: east, context: {cluster: e}}]
`;

function refusal(text: string, context?: string): TroikaError {
  try {
    addressIn(text, { kubeconfig: 'k.yaml', context });
  } catch (error) {
    if (error instanceof TroikaError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('A kubeconfig', () => {
  it('leads to the server of the context that is named', () => {
    const found = addressIn(TWO, { kubeconfig: 'k.yaml', context: 'east' });
    expect(found).to.deep.equal({ kubeconfig: 'k.yaml', context: 'east', server: 'https://east:6443' });
  });

  it('needs no context to be named where it has one only', () => {
    expect(addressIn(ONE, { kubeconfig: 'k.yaml' })).to.include({ context: 'east', server: 'https://east:6443' });
  });

  for (const { what, text, context, message, hint } of [
    {
      what: 'with several contexts, of which none is named: its current one is not taken',
      text: TWO,
      context: undefined,
      message: 'the kubeconfig k.yaml has 3 contexts, and none is named',
      hint: 'Name one of its contexts: east, stub, west.',
    },
    {
      what: 'without the context that is named',
      text: TWO,
      context: 'north',
      message: 'the kubeconfig k.yaml has no context north',
      hint: 'Name one of its contexts: east, stub, west.',
    },
    {
      what: 'with one context, when another is named',
      text: ONE,
      context: 'west',
      message: 'the kubeconfig k.yaml has no context west',
      hint: 'Name one of its contexts: east.',
    },
    {
      what: 'whose context leads to no server',
      text: TWO,
      context: 'stub',
      message: 'the context stub of the kubeconfig k.yaml leads to no server',
      hint: undefined,
    },
    {
      what: 'of nothing, as kubectl writes it',
      text: 'apiVersion: v1\nkind: Config\nclusters: null\ncontexts: null\nusers: null\n',
      context: undefined,
      message: 'the kubeconfig k.yaml has 0 contexts, and none is named',
      hint: 'Name another file.',
    },
  ] as const) {
    it(`is refused ${what}`, () => {
      const error = refusal(text, context);
      expect(error).to.include({ verdict: 'usage', message, hint });
    });
  }

  for (const [what, text, message] of [
    ['broken YAML', 'users: [{token: not-to-be-said', /^the kubeconfig k\.yaml is no YAML: \S/],
    ['a text', 'not-to-be-said', /^k\.yaml is no kubeconfig: \S/],
    ['an empty file', '', /^the kubeconfig k\.yaml is no YAML: \S/],
    ['a list', '[not-to-be-said]', /^k\.yaml is no kubeconfig: \S/],
    ['contexts of another shape', 'contexts: {a: not-to-be-said}', /^k\.yaml is no kubeconfig: contexts: \S/],
  ] as const) {
    it(`is refused when it is ${what}, in one line that says none of it`, () => {
      const error = refusal(text);
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.match(message);
      expect(error.message).to.not.contain('\n').and.to.not.contain('not-to-be-said');
    });
  }

  describe('on the disk', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'troika-kubeconfig-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('tells all servers that its contexts lead to', async () => {
      const path = join(folder, 'two');
      await writeFile(path, TWO);
      expect(await serversIn(path)).to.deep.equal([
        { kubeconfig: path, context: 'west', server: 'https://west:6443' },
        { kubeconfig: path, context: 'east', server: 'https://east:6443' },
      ]);
      expect(await kubeAddress({ kubeconfig: path, context: 'west' })).to.include({ server: 'https://west:6443' });
    });

    it('is refused when it is not there', async () => {
      const path = join(folder, 'none');
      for (const deed of [kubeAddress({ kubeconfig: path }), serversIn(path)]) {
        const error: unknown = await deed.catch((reason: unknown) => reason);
        expect(error).to.include({ verdict: 'usage', message: `cannot read the kubeconfig ${path}: ENOENT` });
      }
    });
  });
});
