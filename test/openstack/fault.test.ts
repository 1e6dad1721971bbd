import { expect } from 'chai';
import { faultOf, isQuotaFault } from '../../src/openstack/fault.ts';

/** Bodies as the services of Zed sent them, and what is read in them. */
const BODIES: readonly (readonly [string, string, string])[] = [
  [
    'Nova and Cinder',
    '{"itemNotFound": {"code": 404, "message": "Instance xx could not be found."}}',
    'Instance xx could not be found.',
  ],
  [
    'Neutron',
    '{"NeutronError": {"type": "PortNotFound", "message": "Port xx could not be found.", "detail": ""}}',
    'PortNotFound: Port xx could not be found.',
  ],
  ['old Neutron', '{"NeutronError": "Port is gone"}', 'Port is gone'],
  ['Octavia', '{"faultcode": "Client", "faultstring": "Pool xx not found.", "debuginfo": null}', 'Pool xx not found.'],
  ['Keystone', '{"error":{"code":403,"message":"You may not.","title":"Forbidden"}}\n', 'You may not.'],
  [
    'Glance',
    '{"message": "No image found with ID xx<br /><br />\\n\\n\\n", "code": "404 Not Found", "title": "Not Found"}',
    'No image found with ID xx',
  ],
  ['a proxy', '<html><h1>502 Bad Gateway</h1>\n<p>nginx</p></html>', '502 Bad Gateway nginx'],
  ['nobody', '', ''],
];

describe('what a service said', () => {
  for (const [who, body, says] of BODIES) {
    it(`is read when ${who} said it`, () => expect(faultOf(body)).to.equal(says));
  }

  it('is cut when it is long', () => expect(faultOf('x'.repeat(1000))).to.have.length(301));

  it('is a quota refusal in the words of each service', () => {
    expect(isQuotaFault(403, 'Quota exceeded for cores: Requested 2, but already used 1 of 2 cores')).to.equal(true);
    expect(isQuotaFault(403, 'Quota has been met for resources: loadbalancer')).to.equal(true);
    expect(isQuotaFault(403, 'Quota exceeded, too many key pairs.')).to.equal(true);
    expect(isQuotaFault(409, "OverQuota: Quota exceeded for resources: ['floatingip'].")).to.equal(true);
    expect(
      isQuotaFault(413, "VolumeLimitExceeded: Maximum number of volumes allowed (1) exceeded for quota 'volumes'."),
    ).to.equal(true);
  });

  it('is a quota refusal in Cinder’s words, which do not always name a quota', () => {
    expect(isQuotaFault(413, 'SnapshotLimitExceeded: Maximum number of snapshots allowed (1) exceeded')).to.equal(true);
  });

  it('is no quota refusal when a policy about quotas denies, or another status says so', () => {
    expect(isQuotaFault(403, "Policy doesn't allow os_compute_api:os-quota-sets:detail to be performed.")).to.equal(
      false,
    );
    expect(isQuotaFault(500, 'Quota exceeded')).to.equal(false);
  });
});
