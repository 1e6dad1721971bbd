// Mocha's spec reporter, and after it one closing line for people and, where TROIKA_RESULTS names a file, the same
// numbers for programs. CommonJS, because Mocha loads reporters with require().
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending, duration } = this.stats;
      // A test that is skipped proves nothing, and a run without tests proves nothing either.
      const failed = Math.max(failures + pending, passes === 0 ? 1 : 0);
      const name = process.env.TROIKA_GROUP ?? 'tests';
      console.log(`${name}: ${passes} tests passed, ${failed} failed, in ${(duration / 1000).toFixed(1)} s`);
      const path = process.env.TROIKA_RESULTS;
      if (path) writeFileSync(path, JSON.stringify({ passed: passes, failed }));
    });
  }
};
