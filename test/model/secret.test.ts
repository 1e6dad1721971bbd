import { inspect } from 'node:util';
import { expect } from 'chai';
import { Secret } from '../../src/model/secret.ts';

describe('A secret', () => {
  const secret = new Secret('hunter22');

  it('is revealed on request', () => {
    expect(secret.reveal()).to.equal('hunter22');
  });

  it('is not printed by accident', () => {
    const printed = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true }),
      inspect({ deep: { secret } }, { depth: 9 }),
      Object.entries(secret).join(),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
    ].join('\n');
    expect(printed).to.contain('[secret]').and.not.to.contain('hunter22');
  });
});
