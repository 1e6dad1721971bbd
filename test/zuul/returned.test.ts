import { expect } from 'chai';
import { LONGEST_WARNING, outcomeIn, returnOf } from '../../src/zuul/returned.ts';

const OUTCOME = { run: 'abcdefgh2', verdict: 'failed', exit: 1 };
const NOTHING = { outcome: OUTCOME, comment: 'x', artifacts: [], problems: [] };

describe('what a build returns to Zuul', () => {
  it('is artifacts, one warning that survives its indentation, and data for the jobs that depend on it', () => {
    const artifacts = [{ name: 'Troika: JUnit', url: 'troika/junit.xml', metadata: { type: 'junit' } }];
    expect(returnOf({ ...NOTHING, artifacts, comment: '**failed** Run x\n\n- a\n' })).to.deep.equal({
      zuul: { artifacts, warnings: ['\n\n**failed** Run x\n\n- a'] },
      troika: OUTCOME,
    });
  });

  it('has comments on the lines of a configuration', () => {
    const problems = [
      { file: 'troika.yaml', line: 3, says: 'clusters: is missing' },
      { file: 'troika.yaml', line: undefined, says: 'no mapping' },
    ];
    expect(returnOf({ ...NOTHING, problems }).zuul.file_comments).to.deep.equal({
      'troika.yaml': [
        { line: 3, message: 'clusters: is missing', level: 'error' },
        { line: 1, message: 'no mapping', level: 'error' },
      ],
    });
  });

  it('is cut between lines, so that a comment never grows beyond what servers take', () => {
    const comment = Array.from({ length: 3000 }, (_, n) => `- test ${n} failed: ü`).join('\n');
    const [warning = ''] = returnOf({ ...NOTHING, comment }).zuul.warnings;
    expect(Buffer.byteLength(warning))
      .to.be.at.most(LONGEST_WARNING)
      .and.above(LONGEST_WARNING - 200);
    const kept = warning.split('\n').filter((line) => line.startsWith('- test')).length;
    expect(warning).to.match(new RegExp(`… and ${3000 - kept} more lines: see the summary$`));
    expect(Buffer.byteLength(returnOf({ ...NOTHING, comment: 'y'.repeat(50_000) }).zuul.warnings[0] ?? '')).to.be.below(
      100,
    );
  });

  it('is read again for its outcome alone', () => {
    expect(outcomeIn(JSON.stringify(returnOf(NOTHING)))).to.deep.equal(OUTCOME);
    for (const text of ['', '{', 'null', '{"troika":{}}', '[]']) expect(outcomeIn(text), text).to.equal(undefined);
  });
});
