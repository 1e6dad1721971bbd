import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { attribute } from '../../src/forceclean/attribute.ts';
import { endangered } from '../../src/forceclean/endangered.ts';
import { createIndex } from '../../src/forceclean/index.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import { cleanedText, planText } from '../../src/forceclean/render.ts';
import type { RequestLine } from '../../src/openstack/session.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, names, planFor } from './judging.ts';
import { createWorld } from './world.ts';

const world = createWorld();
const { external } = standProject(world);
const ours = standCluster(world, external, UNIQUE);
world.put('port', { name: 'tcpdump', rel: { network: ours.network, subnet: ours.subnet } });
const plan = planFor(world, { clusters: [names(UNIQUE)], gaps: ['keypair'] });
const left = {
  ref: { kind: 'network', id: ours.network.id },
  name: ours.network.name,
  why: 'port x is on it',
} as const;

function call(method: string, path: string): RequestLine {
  return { at: '', service: 'network', method, path, status: 204, ms: 1 };
}

describe('a plan in words', () => {
  const text = planText(plan);

  it('says what goes and the strongest reason for it', () => {
    expect(text).to.match(/ delete server .*: name is what capi writes for cluster tabcdefghia/);
  });

  it('says what goes along with what', () => {
    expect(text).to.match(/delete listener .*, with loadBalancer /);
  });

  it('says what is kept and why', () => {
    expect(text).to.match(/port .* “tcpdump”: not proved: on our network/);
    expect(text).to.match(/network .* \(ours\): port .*“tcpdump” is on it/);
  });

  it('shows what speaks for and against each thing that is kept', () => {
    const contested = createWorld();
    const parts = standCluster(contested, standProject(contested).external, UNIQUE);
    const volume = contested.change(parts.claim, { metadata: { ...parts.claim.metadata, 'e2e-keep': 'true' } });
    const lines = planText(planFor(contested, { clusters: [names(UNIQUE)] })).split('\n');
    const at = lines.findIndex((line) => line.startsWith(`  volume ${volume.id}`));
    expect(lines[at + 1]).to.match(
      /^ {6}for: metadata.* is what cinderCsi writes for cluster tabcdefghia \(strong, text\)/,
    );
    expect(lines[at + 2]).to.equal('      against: marked to be kept (veto, keep-mark)');
  });

  it('says what was not looked at', () => {
    expect(text).to.match(/Could not be listed, .*: keypair\./);
  });
});

describe('a result in words', () => {
  const cleaned = {
    left: [],
    unknown: [],
    kept: [],
    notLookedAt: ['object-store'],
    rounds: 1,
    deleted: 19,
    plans: [],
    volumes: [],
    at: '',
  };

  it('says clean only when nothing is left and everything was listed', () => {
    expect(cleanedText(cleaned)).to.contain('A fresh listing shows nothing left.');
    expect(cleanedText({ ...cleaned, unknown: ['port'] })).to.not.contain('nothing left');
    expect(cleanedText({ ...cleaned, left: [left] })).to.not.contain('nothing left');
  });

  it('names services it did not look at beside it', () => {
    expect(cleanedText(cleaned)).to.match(/Services not looked at: object-store\.$/);
  });

  it('means leaked for each thing left, and unknown for each kind not listed', () => {
    const findings = findingsOf({ left: [left], unknown: ['port'] }, UNIQUE);
    expect(findings.map((one) => one.verdict)).to.deep.equal(['leaked', 'unknown']);
    expect(findings[0]).to.include({ cluster: UNIQUE });
    expect(findings[0]?.why).to.contain(`network ${ours.network.id}`);
  });

  it('says who holds whom by the longest chain, and what to do', () => {
    const todo = 'An operator of the cloud: do this';
    const lb = { kind: 'loadBalancer', id: 'l' } as const;
    const findings = findingsOf({
      left: [
        { ref: lb, name: '', why: 'is PENDING_UPDATE', held: { says: 'loadBalancer l: PENDING', links: 1, todo } },
        { ...left, behind: lb, held: { says: 'network n ← loadBalancer l: PENDING', links: 2, todo } },
      ],
      unknown: [],
    });
    expect(findings).to.have.length(1);
    expect(findings[0]?.why).to.equal(
      'loadBalancer l is left: is PENDING_UPDATE (1 more waits for it); held: network n ← loadBalancer l: PENDING',
    );
    expect(findings[0]?.hint).to.equal(todo);
  });

  it('says what to do about what a restricted credential may not delete', () => {
    const ref = { kind: 'applicationCredential', id: 'a1' } as const;
    const findings = findingsOf({ left: [{ ref, name: 'x', why: 'may not', forbidden: true }], unknown: [] });
    expect(findings[0]?.verdict).to.equal('unauthorised');
    expect(findings[0]?.hint).to.contain('openstack application credential delete a1');
  });

  it('means leaked also for those who only wait for each other', () => {
    const [a, b] = [{ kind: 'network', id: 'n' } as const, { kind: 'port', id: 'p' } as const];
    const left = [
      { ref: a, name: '', why: 'held by port p', behind: b },
      { ref: b, name: '', why: 'waits for network n', behind: a },
    ];
    const findings = findingsOf({ left, unknown: [] });
    expect(findings.map((one) => one.verdict)).to.deep.equal(['leaked']);
    expect(findings[0]?.why).to.match(/^network n is left: held by port p \(1 more waits for it\)/);
  });

  it('means nothing when all is gone', () => {
    expect(findingsOf(cleaned)).to.deep.equal([]);
  });
});

describe('harm', () => {
  it('is a deletion of what no plan names', () => {
    expect(harmed([call('DELETE', '/v2.0/ports/other')], [plan]).map((one) => one.verdict)).to.deep.equal(['harmed']);
  });

  it('is an interface taken off a router that no plan names', () => {
    expect(harmed([call('PUT', '/v2.0/routers/other/remove_router_interface')], [plan])).to.have.length(1);
  });

  it('is an object in a container that no plan names, alone or in bulk', () => {
    const id = plan.steps[0]?.target.id;
    const store = (method: string, path: string): RequestLine => ({ ...call(method, path), service: 'objectStore' });
    const log = ['other', id].flatMap((container) => [
      store('DELETE', `/v1/AUTH_p/${container}/a/b`),
      store('POST', `/v1/AUTH_p/${container}?bulk-delete`),
      store('GET', `/v1/AUTH_p/${container}?limit=500`),
    ]);
    expect(harmed(log, [plan])).to.have.length(2);
  });

  it('is a planned deletion of what the look behind the plan did not call ours, or of what takes such a thing along', () => {
    const [step] = plan.steps.filter((one) => one.target.kind === 'loadBalancer');
    if (step === undefined) throw new Error('no load balancer in the plan');
    const log = [call('DELETE', `/v2/lbaas/loadbalancers/${step.target.id}?cascade=true`)];
    const dangers = new Map([[plan.sha256, new Set([`loadBalancer/${step.target.id}`])]]);
    expect(
      harmed(log, [plan], dangers)
        .map((one) => one.why)
        .join(),
    ).to.match(/hurts what is not ours/);
    expect(harmed(log, [plan], new Map([[plan.sha256, new Set<string>()]]))).to.deep.equal([]);
  });

  it('would be done to everything of somebody else, and to the wholes of their parts', () => {
    const two = createWorld();
    const scene = standCluster(two, standProject(two).external, UNIQUE);
    const inventory = two.inventory();
    const attributions = attribute({ inventory, clusters: [names(UNIQUE)], ledger: [] });
    const index = createIndex(inventory);
    expect([...endangered(attributions, index)].some((key) => key === `loadBalancer/${scene.apiLb.id}`)).to.equal(
      false,
    );
    const their = attributions.map((one) =>
      one.resource.id === scene.listener.id ? ({ ...one, verdict: 'neighbour' } as const) : one,
    );
    expect([...endangered(their, index)]).to.include(`loadBalancer/${scene.apiLb.id}`);
  });

  it('is not a planned deletion, whatever query it has, nor a look, nor a creation', () => {
    const log = [
      call('DELETE', `/v2/lbaas/loadbalancers/${plan.steps[0]?.target.id}?cascade=true`),
      call('GET', '/v2.0/ports/other'),
      call('POST', '/v2.0/ports'),
    ];
    expect(harmed(log, [plan])).to.deep.equal([]);
  });
});
