import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isLeftBehind } from '../../src/forceclean/reasons.ts';
import { RULES } from '../../src/forceclean/rules/table.ts';
import type { Attribution, Evidence } from '../../src/model/evidence.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, judgementOf, names } from './judging.ts';
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
  const others = ['other-project', 'baseline', 'born-before', 'earlier-listing', 'keep-mark', 'credential-in-use'];
  for (const by of [...others, 'management-host', 'shared', 'keypair-made-anew']) {
    it(`is not what ${by} keeps: it is somebody’s wish, serves others, or was there before`, () => {
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

  it('is no load balancer that serves another cluster, too, nor its floating IP', () => {
    const world = createWorld();
    const ours = standCluster(world, standProject(world).external, UNIQUE);
    world.change(ours.serviceLb, { tags: [...ours.serviceLb.tags, 'kube_service_tzzzzzzzzza_web_front'] });
    for (const one of [ours.serviceLb, ours.serviceFip]) {
      const judged = judgementOf(world, { clusters: [names(UNIQUE)] }, one);
      expect(judged.verdict).to.equal('undecided');
      expect(isLeftBehind(judged), one.kind).to.equal(false);
    }
  });
});
