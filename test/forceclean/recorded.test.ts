import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { attribute } from '../../src/forceclean/attribute.ts';
import { planClean } from '../../src/forceclean/plan.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { KINDS, refKey, type Inventory, type Resource } from '../../src/model/resource.ts';
import { KIND_ROWS } from '../../src/openstack/kinds.ts';
import { UNIQUE, goes, names } from './judging.ts';
import { NOW } from './world.ts';

const Recorded = z.record(z.string(), z.array(z.unknown()));

/** What real controllers left in a project, as the services answered it, read by our own table. */
function recorded(file: string, rename: Readonly<Record<string, string>> = {}): Inventory {
  let text = readFileSync(new URL(`../fixtures/footprints/${file}.json`, import.meta.url), 'utf8');
  for (const [from, to] of Object.entries(rename)) text = text.replaceAll(from, to);
  const lists = Recorded.parse(JSON.parse(text));
  const resources = KINDS.flatMap((kind) => (lists[KIND_ROWS[kind].many ?? ''] ?? []).map(KIND_ROWS[kind].parse));
  const projectId = resources.find((one) => one.kind === 'server')?.projectId ?? '';
  return { at: NOW, projectId, resources, gaps: [], notLookedAt: [] };
}

function planOf(inventory: Inventory, cluster: string): CleanPlan {
  const attributions = attribute({ inventory, clusters: [names(cluster)], ledger: [] });
  return planClean({ attributions, inventory, runId: null, clusters: [cluster], now: NOW, pvc: 'delete' });
}

const isLoose = (one: Resource): boolean => one.kind === 'volume' && one.status === 'available';
const isStandard = (one: Resource): boolean => one.facts['isDefault'] === true;
const keysOf = (list: readonly Resource[]): readonly string[] => list.map(refKey).sort();

describe('what real controllers left', () => {
  for (const [file, count, loose] of [
    ['capo-v0.9.0-capi-v1.6.3-template', 21, 0],
    ['occm-v1.31.2-two-services', 38, 0],
    ['cinder-csi-v1.31.2-two-pvcs', 40, 2],
  ] as const) {
    it(`${file}: a cluster of a common name goes whole, but for loose claims’ volumes, which are reported`, () => {
      const { resources, ...rest } = recorded(file);
      const plan = planOf({ resources, ...rest }, 'pr1-ab12cd');
      const going = resources.filter((one) => !isStandard(one) && !isLoose(one));
      expect(resources).to.have.length(count);
      expect(goes(plan)).to.deep.equal(keysOf(going));
      expect(plan.kept.filter((one) => one.leftover)).to.have.length(loose);
    });

    it(`${file}: a cluster of a unique name goes whole`, () => {
      const inventory = recorded(file, { 'pr1-ab12cd': UNIQUE });
      const going = inventory.resources.filter((one) => !isStandard(one));
      expect(goes(planOf(inventory, UNIQUE))).to.deep.equal(keysOf(going));
    });
  }

  describe('two clusters, one leaking floating IPs, and what an earlier one left', () => {
    const inventory = recorded('capo-v0.9.0-floating-ips-leaked-by-failing-reconciles');
    const leaking = goes(planOf(inventory, 'leak-b'));
    const other = goes(planOf(inventory, 'troika-a'));

    it('takes every leaked floating IP, and nothing of the other cluster', () => {
      expect(leaking.filter((key) => key.startsWith('floatingIp/'))).to.have.length(11);
      expect(leaking.filter((key) => other.includes(key))).to.deep.equal([]);
      expect(leaking).to.have.length(19);
    });

    it('takes the VIP ports of load balancers that were never made', () => {
      expect(other.filter((key) => key.startsWith('port/'))).to.have.length(13);
    });

    it('leaves to the two together only what is the third’s or unproved', () => {
      const left = inventory.resources.filter((one) => ![...leaking, ...other].includes(refKey(one)));
      expect(left.filter(isLoose)).to.have.length(4);
      expect(left.map((one) => one.kind).sort()).to.deep.equal([
        'floatingIp',
        'securityGroup',
        'snapshot',
        ...left.filter(isLoose).map(() => 'volume'),
      ]);
    });
  });
});
