import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isLeftBehind } from '../../src/forceclean/reasons.ts';
import { RULES } from '../../src/forceclean/rules/table.ts';
import type { Attribution, Evidence } from '../../src/model/evidence.ts';
import { createWorld } from './world.ts';

const volume = createWorld().put('volume');

/** Our text stands on it, and a rule speaks against it. */
function contradicted(by: string): Attribution {
  const said = { says: 'said', value: '' };
  const ours: Evidence = { side: 'for', strength: 'strong', source: 'text', ...said };
  const against: Evidence = { side: 'against', strength: 'veto', source: by, ...said };
  return { resource: volume, verdict: 'undecided', evidence: [ours, against] };
}

describe('what counts as left behind', () => {
  for (const by of ['other-project', 'baseline', 'born-before', 'keep-mark', 'credential-in-use', 'shared']) {
    it(`is not what ${by} keeps: it is somebody’s wish, or was there before`, () => {
      expect(RULES.map((rule) => rule.name)).to.include(by);
      expect(isLeftBehind(contradicted(by))).to.equal(false);
    });
  }

  for (const by of ['locked', 'names-another-cluster', 'on-owned-port', 'on-owned-server']) {
    it(`is what ${by} keeps from us`, () => {
      expect(RULES.map((rule) => rule.name)).to.include(by);
      expect(isLeftBehind(contradicted(by))).to.equal(true);
    });
  }
});
