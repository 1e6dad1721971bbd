import { expect } from 'chai';
import { bulkBody, objectPath, readBulkAnswer } from '../../src/openstack/bulkDelete.ts';

const said = (changes: Record<string, unknown>): unknown => ({
  'Response Status': '200 OK',
  'Response Body': '',
  'Number Deleted': 0,
  'Number Not Found': 0,
  Errors: [],
  ...changes,
});

describe('a bulk deletion', () => {
  it('names each object with its container, quoted, one a line', () => {
    expect(bulkBody('c d', ['a/b', 'new\nline', '50%'])).to.equal('c%20d/a/b\nc%20d/new%0Aline\nc%20d/50%25');
    expect(objectPath('c', 'a//b?c')).to.equal('/c/a//b%3Fc');
  });

  it('counts what is gone by it, and what was gone before', () => {
    const answer = readBulkAnswer(said({ 'Number Deleted': 2, 'Number Not Found': 1 }));
    expect(answer).to.deep.equal({ is: 'answered', done: 2, before: 1, failed: [] });
  });

  it('tells what became of each object that stays, though the HTTP status was 200', () => {
    const Errors = [['c/a%20b', '403 Forbidden']];
    const answer = readBulkAnswer(said({ 'Response Status': '400 Bad Request', 'Number Deleted': 1, Errors }));
    expect(answer).to.deep.equal({ is: 'answered', done: 1, before: 0, failed: ['c/a b: 403 Forbidden'] });
  });

  it('fails as a whole without naming an object', () => {
    const answer = readBulkAnswer(said({ 'Response Status': '502 Bad Gateway', 'Response Body': 'no proxy' }));
    expect(answer).to.deep.equal({ is: 'answered', done: 0, before: 0, failed: ['502 Bad Gateway no proxy'] });
  });

  it('may be too much for one request, or unknown to the cloud', () => {
    expect(readBulkAnswer(said({ 'Response Status': '413 Request Entity Too Large' }))).to.deep.equal({
      is: 'too-many',
    });
    expect(readBulkAnswer(undefined)).to.deep.equal({ is: 'absent' });
    expect(readBulkAnswer('<html>')).to.deep.equal({ is: 'absent' });
  });
});
