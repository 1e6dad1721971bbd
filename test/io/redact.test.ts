import { expect } from 'chai';
import fc from 'fast-check';
import { createLog } from '../../src/io/logFile.ts';
import { createRedactor } from '../../src/io/redact.ts';

const SECRET = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 });

describe('The redactor', () => {
  it('takes a known secret out of any text, as it is and URL-encoded', () => {
    fc.assert(
      fc.property(SECRET, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = createRedactor();
        redactor.secret(secret);
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
          expect(redactor.redact(`${before}${form}${after}`)).not.to.contain(form);
        }
      }),
    );
  });

  it('finds a secret within base64, wherever it begins', () => {
    const secret = 'correct-horse-battery';
    const redactor = createRedactor();
    redactor.secret(secret);
    for (const user of ['', 'a:', 'an:', 'ann:']) {
      const clean = redactor.redact(`Basic ${Buffer.from(`${user}${secret}`).toString('base64')}`);
      const left = Buffer.from(clean.replace('[secret]', '').replace('Basic ', ''), 'base64').toString();
      expect(clean).to.contain('[secret]');
      expect(left).not.to.contain('horse');
    }
  });

  it('does not search for what is too short to be a secret', () => {
    const redactor = createRedactor();
    expect(redactor.secret('abc').reveal()).to.equal('abc');
    expect(redactor.redact('abcabc')).to.equal('abcabc');
  });

  it('leaves a text alone that holds no secret', () => {
    const redactor = createRedactor();
    redactor.secret('hunter22');
    fc.assert(fc.property(fc.string({ maxLength: 7 }), (text) => redactor.redact(text) === text));
  });

  it('sits in the way of every line of the log', () => {
    const redactor = createRedactor();
    redactor.secret('hunter22');
    let lines = '';
    const log = createLog(redactor, (line) => {
      lines += line;
    });
    log.info({ url: 'http://k?p=hunter22' }, 'asked');
    log.warn({ deep: { list: ['hunter22'] } }, 'said hunter22');
    expect(lines.split('\n')).to.have.lengthOf(3);
    expect(lines).to.contain('asked').and.not.to.contain('hunter22');
  });
});
