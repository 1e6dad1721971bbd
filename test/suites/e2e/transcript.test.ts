import { expect } from 'chai';
import { readTranscript } from '../../../src/suites/e2e/transcript.ts';

const DELIMITER = '------------------------------';

/** What one process prints, shortened. */
const ALONE = `  I1201 13:36:50.139033    7857 e2e.go:109] Starting e2e run "036882e7" on Ginkgo node 1
Running Suite: Kubernetes e2e suite - /tmp/x
Will run 4 of 7144 specs
${DELIMITER}
[SynchronizedBeforeSuite] 
/e2e.go:69
[SynchronizedBeforeSuite] PASSED [0.055 seconds]
${DELIMITER}
SSSSSSSS
${DELIMITER}
[sig-x] A should be [Conformance] [sig-x, Conformance]
/a.go:305
  STEP: • [9.000 seconds]
• [0.037 seconds]
${DELIMITER}
SS
${DELIMITER}
[sig-x] B should be [sig-x]
/b.go:1
  [FAILED] in [It] - /b.go:2
• [FAILED] [1.500 seconds]
[sig-x] B [It] should be [sig-x]
${DELIMITER}
[sig-x] C should be [sig-x]
/c.go:1
S [SKIPPED] [0.120 seconds]
[sig-x] C [BeforeEach] should be [sig-x]
${DELIMITER}
[sig-x] D should be [sig-x]
/d.go:1
• [INTERRUPTED] [7.000 seconds]
${DELIMITER}
Ran 3 of 7144 Specs in 12.000 seconds
FAIL! - Interrupted by User -- 1 Passed | 2 Failed | 0 Pending | 7141 Skipped
`;

const FOUR_AT_ONCE = `Will run 3 of 7144 specs
Running in parallel across 4 processes
S
${DELIMITER}
• [0.037 seconds]
[sig-x] A should be [Conformance] [sig-x, Conformance]
/a.go:305
${DELIMITER}
• [FAILED] [1.500 seconds]
[sig-x] B [It] should be [sig-x]
/b.go:1
${DELIMITER}
S [SKIPPED] [0.120 seconds]
TOP-LEVEL [BeforeEach] [sig-x] C should be [sig-x]
${DELIMITER}
• [FAILED] [0.500 seconds]
[sig-x] D [BeforeEach] should be [sig-x]
`;

describe('What Ginkgo prints', () => {
  it('tells each end with the name before it, where one process runs', () => {
    const transcript = readTranscript();
    transcript.push(ALONE);
    const { told } = transcript;
    expect(told).to.include({ announced: 4, deselected: 7140 });
    expect(told.ends.map(({ line, state, seconds }) => `${state} ${seconds} ${line}`)).to.deep.equal([
      'passed 0.037 [sig-x] A should be [Conformance] [sig-x, Conformance]',
      'failed 1.5 [sig-x] B should be [sig-x]',
      'skipped 0.12 [sig-x] C should be [sig-x]',
      'not run 7 [sig-x] D should be [sig-x]',
    ]);
    expect(told.summary).to.equal('FAIL! - Interrupted by User -- 1 Passed | 2 Failed | 0 Pending | 7141 Skipped');
  });

  it('tells each end with the name behind it, where several do, without the step that failed', () => {
    const transcript = readTranscript();
    transcript.push(FOUR_AT_ONCE);
    expect(transcript.told.ends.map(({ line, state }) => `${state} ${line}`)).to.deep.equal([
      'passed [sig-x] A should be [Conformance] [sig-x, Conformance]',
      'failed [sig-x] B should be [sig-x]',
      'skipped [sig-x] C should be [sig-x]',
      'failed [sig-x] D should be [sig-x]',
    ]);
  });

  it('is read in pieces of any size, and says when numbers change', () => {
    const transcript = readTranscript();
    const changes = [...ALONE].filter((letter) => transcript.push(letter)).length;
    expect(changes).to.equal(5);
    expect(transcript.told.ends).to.have.lengthOf(4);
  });
});
