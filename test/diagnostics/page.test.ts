import { expect } from 'chai';
import { pageOf, tellingOf, type Entry, type Failure } from '../../src/diagnostics/page.ts';

const failure: Failure = {
  cluster: 'tabc2efghia',
  label: 'one',
  run: 'abc2efghi',
  at: '2026-01-02T03:04:05.000Z',
  findings: [{ verdict: 'broken', class: 'provision', why: 'server <b>x</b> is in ERROR', hint: 'Look.' }],
  phases: [['up', '2026-01-02T03:00:00.000Z', 'failed', '4m 05s', 'no']],
};

const entry = (path: string, more: Partial<Entry> = {}): Entry => ({
  path,
  bytes: 1,
  sentences: [],
  shown: '',
  cut: '',
  ...more,
});

describe('the index page of diagnostics', () => {
  it('shows every text as it is, whatever stands in it, and runs nothing', () => {
    const nasty = `</pre><script>alert(1)</script>"'\u001b[31m`;
    const page = pageOf(
      failure,
      [entry('a"b.log', { shown: nasty, sentences: [{ weight: 1, says: nasty }] })],
      [{ what: nasty, why: nasty }],
    );
    expect(page).not.to.match(/<script|\u001b|<b>x|a"b/);
    expect(page).to.include('&lt;script&gt;alert(1)&lt;/script&gt;').and.to.include(`default-src 'none'`);
  });

  it('has a line for each file with its most telling sentence, and above them what tells most of all', () => {
    const entries = [
      entry('b.json', {
        sentences: [
          { weight: 1, says: 'little' },
          { weight: 3, says: 'the cause' },
        ],
      }),
      entry('a.log', { cut: '17 bytes left out', shown: 'the end' }),
    ];
    const page = pageOf(failure, entries, []);
    expect(page).to.match(/a\.log<\/a> <small>1 bytes, 17 bytes left out<\/small><details>.*<pre>the end<\/pre>/);
    expect(page).to.match(/b\.json<\/a> <small>1 bytes<\/small>: the cause<details>/);
    expect(page).to.include('<ol><li>the cause</li><li>little</li></ol>');
    expect(page.indexOf('a.log')).to.be.lessThan(page.indexOf('b.json'));
    expect(tellingOf(entries, 1)).to.deep.equal([{ weight: 3, says: 'the cause' }]);
  });

  it('says so where nothing looks out of order', () => {
    expect(pageOf(failure, [], [])).to.include('Nothing that was collected looks out of order.');
  });
});
