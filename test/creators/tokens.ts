import fc from 'fast-check';
import { SUFFIX_LETTERS, type Tokens } from '../../src/creators/tokens.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A name as Kubernetes allows it for namespaces, clusters and Services. */
const label = fc
  .tuple(letters(LETTERS, 1, 1), letters(`${LETTERS}-`, 0, 12), letters(LETTERS, 1, 1))
  .map((parts) => parts.join(''));

/** A cluster's name that Troika gave. */
export const runUnique = letters('abcdefghijklmnopqrstuvwxyz234567', 10, 10).map((text) => `t${text}`);

const suffix = letters(SUFFIX_LETTERS, 5, 5);

/** A value for every token. */
export const anyTokens: fc.Arbitrary<Required<Omit<Tokens, 'R' | 'J'>>> = tokensFor(label);

/** A value for every token, for a cluster with this kind of name. */
export function tokensFor(cluster: fc.Arbitrary<string>): fc.Arbitrary<Required<Omit<Tokens, 'R' | 'J'>>> {
  return fc
    .record({
      C: cluster,
      N: label,
      P: label,
      md: label,
      gen: fc.constantFrom('genc01', 'genw02'),
      S1: suffix,
      S2: suffix,
      S3: suffix,
      U: fc.uuid(),
      H: letters('0123456789abcdef', 31, 31),
      X: letters('0123456789abcdef', 64, 64),
      ns: label,
      svc: label,
      ing: fc.tuple(label, label).map((parts) => parts.join('.')),
      srv: label,
      dev: label,
      i: fc.nat(20).map(String),
      port: fc.integer({ min: 1, max: 65_535 }).map(String),
      name: label,
      version: fc.nat(9999).map(String),
    })
    .map((tokens) => ({ ...tokens, nsvc: `${tokens.ns}-${tokens.svc}` }));
}

function letters(alphabet: string, least: number, most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...alphabet), { minLength: least, maxLength: most }).map((parts) => parts.join(''));
}
