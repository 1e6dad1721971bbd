import { expect } from 'chai';
import fc from 'fast-check';
import { template } from '../../src/creators/text.ts';
import { SUFFIX_LETTERS, type TokenName, type Tokens } from '../../src/creators/tokens.ts';
import { ROWS } from '../../src/creators/tables.ts';
import { anyTokens } from './tokens.ts';

describe('a template of a creator', () => {
  it('reads back what it wrote, for every row of every creator', () => {
    expect(ROWS.length).to.be.greaterThan(80);
    for (const row of ROWS) {
      fc.assert(
        fc.property(anyTokens, (tokens) => {
          const text = row.template.write(tokens);
          const read = row.template.reader(known(tokens))(text);
          expect(read, `${row.template.text}: ${text}`).to.not.equal(undefined);
          for (const token of row.template.tokens) {
            if (isCut(text)) continue;
            expect(read?.[token], `${row.template.text}: ${text}`).to.equal(valueOf(tokens, token));
          }
        }),
        { numRuns: 12 },
      );
    }
  });

  it('refuses a text with anything before or after it', () => {
    for (const row of ROWS) {
      fc.assert(
        fc.property(anyTokens, fc.constantFrom('!', ' ', '\n', 'x/'), (tokens, extra) => {
          const text = row.template.write(tokens);
          expect(row.template.reader(tokens)(extra + text), row.template.text).to.equal(undefined);
          expect(row.template.reader(tokens)(text + extra), row.template.text).to.equal(undefined);
        }),
        { numRuns: 5 },
      );
    }
  });

  it('takes a suffix only of the letters that Kubernetes draws from', () => {
    const machine = template('{C}-{S1}-{S2}');
    expect(machine.reader({ C: 'abc' })('abc-x7k2p-9hq4d')).to.include({ S1: 'x7k2p', S2: '9hq4d' });
    for (const wrong of ['aaaaa', 'x7k2', 'x7k2pp', 'x7k1p', 'X7K2P', 'x7k2_']) {
      expect(machine.reader({ C: 'abc' })(`abc-${wrong}-9hq4d`), wrong).to.equal(undefined);
    }
    expect(SUFFIX_LETTERS).to.have.length(27);
  });

  it('compares what is known literally, not as a pattern', () => {
    const text = template('Created by {C}');
    expect(text.reader({ C: 'a.b' })('Created by a.b')).to.not.equal(undefined);
    expect(text.reader({ C: 'a.b' })('Created by axb')).to.equal(undefined);
  });

  it('cuts what stands before a suffix to 58 characters, and computes the cut when it reads (A14)', () => {
    const worker = template('{C}-{J}-md-0-no1-{S1}-{S2}');
    const names = { C: 'c'.repeat(20), P: 'p'.repeat(20) };
    const text = worker.write({ ...names, S1: 'x7k2p', S2: '9hq4d' });
    expect(text).to.have.length(63);
    expect(text.slice(0, 58)).to.equal(`${'c'.repeat(20)}-${'p'.repeat(20)}-${'c'.repeat(16)}`);
    expect(worker.reader(names)(text)).to.not.equal(undefined);
    expect(worker.reader({ ...names, C: `${'c'.repeat(19)}d` })(text)).to.equal(undefined);
    expect(worker.reader(names)(`${text.slice(0, 57)}x${text.slice(58)}`), 'one letter of the base differs').to.equal(
      undefined,
    );
  });

  it('loses the end of an earlier suffix where the second one needs its place (A14)', () => {
    const machine = template('{C}-{S1}-{S2}');
    const C = 'c'.repeat(54);
    const text = machine.write({ C, S1: 'x7k2p', S2: '9hq4d' });
    expect(text).to.equal(`${C}-x7k9hq4d`);
    expect(machine.reader({ C })(text)).to.include({ S1: 'x7k', S2: '9hq4d' });
  });

  it('knows a name that was cut at its end only when nothing in it is free (A14)', () => {
    const balancer = template('kube_service_{C}_{ns}_{svc}', 255);
    const tokens = { C: 'c'.repeat(200), ns: 'n'.repeat(40), svc: 'service' };
    const text = balancer.write(tokens);
    expect(text).to.have.length(255);
    expect(balancer.reader(tokens)(text)).to.not.equal(undefined);
    expect(balancer.reader({ C: tokens.C })(text)).to.equal(undefined);
    expect(balancer.reader({ ...tokens, ns: 'm'.repeat(40) })(text)).to.equal(undefined);
  });

  it('does not write while a token is missing', () => {
    expect(() => template('{C}-{S1}').write({ C: 'c' })).to.throw(RangeError, 'S1');
  });
});

function known({ C, N, P, md }: Tokens): Tokens {
  return {
    ...(C === undefined ? {} : { C }),
    ...(N === undefined ? {} : { N }),
    ...(P === undefined ? {} : { P }),
    ...(md === undefined ? {} : { md }),
  };
}

function valueOf(tokens: Tokens, token: TokenName): string | undefined {
  if (token === 'R') return `${tokens.N ?? ''}-${tokens.C ?? ''}`;
  return token === 'J' ? `${tokens.P ?? ''}-${tokens.C ?? ''}` : tokens[token];
}

/** Only names of machines come near these lengths. */
function isCut(text: string): boolean {
  return text.length >= 63 && !text.includes(' ') && !text.includes('_') && !text.startsWith('k8s-');
}
