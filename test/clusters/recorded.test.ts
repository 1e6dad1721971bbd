import { expect } from 'chai';
import { footprintPlan } from '../../src/clusters/footprint/plan.ts';
import type { FootprintSpec } from '../../src/config/footprintSpec.ts';
import { readable, type Listing } from './listing.ts';
import { plannedListing } from './planned.ts';
import { recorded, recordedDraw, recordedSpec, RECORDED_NAMES, RECORDED_STACK } from './recorded.ts';

const SURROUNDINGS = {
  externalNetwork: 'external',
  image: 'image',
  controlPlaneFlavor: 'SCS-2V-4-20s',
  workerFlavor: 'SCS-2V-4',
};
const KNOWN = {
  externalNetwork: 'e80f8ffb-22e3-4b61-af09-9d0e646c414d',
  image: '831a90f9-0947-4221-a783-7ce5cba6abb8',
};

const SERVICES = [
  { namespace: 'ingress-nginx', name: 'ingress-nginx-controller', ports: [80, 443] },
  { namespace: 'default', name: 'kept', ports: [8080] },
];
const SERVICE_UIDS = ['704231c8-9bec-4172-a3d3-a1933619d0e7', 'aafa8e4c-0d6c-4330-9d3d-b01f26fe25b3'];
const NODE_PORTS = [30500, 32325, 32513];
const VOLUMES: FootprintSpec['volumes'] = [
  { claim: 'data-0', namespace: 'default', sizeGiB: 1, attached: false, reclaimPolicy: 'Delete' },
  { claim: 'kept', namespace: 'default', sizeGiB: 2, attached: false, reclaimPolicy: 'Retain' },
];
const CLAIM_UIDS = ['c335ca48-a767-4e09-9374-a6fbbecf8dcc', 'b20b17b2-60bc-4474-8a3a-3815c753f465'];

const CASES: readonly {
  file: string;
  what: string;
  services: FootprintSpec['services'];
  volumes: FootprintSpec['volumes'];
}[] = [
  { file: 'capo-v0.9.0-capi-v1.6.3-template', what: 'CAPO 0.9 and Cluster API 1.6', services: [], volumes: [] },
  { file: 'occm-v1.31.2-two-services', what: 'OCCM for two Services', services: SERVICES, volumes: [] },
  { file: 'cinder-csi-v1.31.2-two-pvcs', what: 'Cinder CSI for two claims', services: SERVICES, volumes: VOLUMES },
];

describe('a footprint beside what real controllers left', () => {
  for (const { file, what, services, volumes } of CASES) {
    const spec = recordedSpec({ services, volumes });
    const draw = recordedDraw(
      [...(services.length > 0 ? SERVICE_UIDS : []), ...(volumes.length > 0 ? CLAIM_UIDS : [])],
      NODE_PORTS,
    );
    const plan = footprintPlan(spec, RECORDED_NAMES, draw, SURROUNDINGS, RECORDED_STACK);
    // What is to be retained Troika marks, no controller.
    const pieces = plan.pieces.filter((piece) => piece.do !== 'mark');
    const planned = plannedListing({ ...plan, pieces }, spec);
    const seen = readable(recorded(file), KNOWN);
    const filled = Object.keys(seen).filter((collection) => (seen[collection] ?? []).length > 0);
    for (const collection of filled) {
      it(`equals ${what} in its ${collection}, object by object and field by field`, () => {
        expect(planned[collection]).to.deep.equal(seen[collection]);
      });
    }
    it(`makes nothing that was not recorded from ${what}`, () => {
      expect(Object.keys(planned).filter((collection) => (planned[collection] ?? []).length > 0)).to.have.members(
        filled,
      );
      expect(count(planned)).to.equal(count(seen));
    });
    it(`is compared with a recording of ${what} that is not empty`, () => {
      expect(count(seen)).to.be.greaterThan(20);
      expect(count(seen)).to.equal(count(recorded(file)) - 1); // Neutron's default group is nobody's
    });
  }
});

function count(listing: Listing): number {
  return Object.values(listing).reduce((sum, items) => sum + items.length, 0);
}
