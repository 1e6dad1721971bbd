import { expect } from 'chai';
import { describe, it } from 'mocha';
import { attribute } from '../../src/forceclean/attribute.ts';
import { itemsOf } from '../../src/forceclean/beforehand.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import { readPlanFile, sealed } from '../../src/forceclean/planFile.ts';
import { planClean } from '../../src/forceclean/plan.ts';
import { planText } from '../../src/forceclean/render.ts';
import { see } from '../../src/forceclean/see.ts';
import type { CleanPlan, Step } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import type { RequestLine } from '../../src/openstack/session.ts';
import { routeBy, scene, type Scene } from './cluster.ts';
import { UNIQUE, goes, keptWhy, names, planFor } from './judging.ts';
import { NOW } from './world.ts';

const NODE = '10.8.0.20';
const BY_NODE = { destination: '10.20.0.0/24', nexthop: NODE };

/** A scene whose router has routes by way of these addresses. */
function routed(...nexthops: readonly string[]): Scene & { readonly router: Resource } {
  const stage = scene();
  return { ...stage, router: stage.world.change(stage.ours.router, { plain: nexthops.map(routeBy) }) };
}

function plan({ world }: Scene): CleanPlan {
  return planFor(world, { clusters: [names(UNIQUE)] });
}

function stepOf(made: CleanPlan, resource: Resource): Step | undefined {
  return made.steps.find((step) => refKey(step.target) === refKey(resource));
}

describe('the extra routes of our router', () => {
  it('are taken off it before its interface, and are said in the plan', () => {
    const stage = routed(NODE);
    const made = plan(stage);
    expect(stepOf(made, stage.ours.interface)?.routes).to.deep.equal([BY_NODE]);
    expect(goes(made)).to.include.members([refKey(stage.router), refKey(stage.ours.network)]);
    expect(planText(made)).to.match(
      /detach port .*, after its router’s extra routes 10\.20\.0\.0\/24 via 10\.8\.0\.20:/,
    );
  });

  it('may lead to a node that is gone already', () => {
    const stage = routed('10.8.0.99');
    expect(stepOf(plan(stage), stage.ours.interface)?.routes).to.have.length(1);
  });

  it('go off with the interface that they lead through, and with no other', () => {
    const stage = routed(NODE, '2001:db8::20');
    const { world, ours, router } = stage;
    const facts = { cidr: '2001:db8::/64' };
    const subnet = world.put('subnet', { facts, rel: { network: ours.network } });
    const second = world.put('port', {
      facts: { deviceOwner: 'network:router_interface', deviceId: router.id },
      rel: { network: ours.network, subnet, device: router },
    });
    const made = plan(stage);
    expect(stepOf(made, ours.interface)?.routes?.map((one) => one.nexthop)).to.deep.equal([NODE]);
    expect(stepOf(made, second)?.routes?.map((one) => one.nexthop)).to.deep.equal(['2001:db8::20']);
  });

  it('are no change to the router, while a new one is', () => {
    const { world, ours, router } = routed(NODE);
    const made = planFor(world, { clusters: [names(UNIQUE)] });
    const step = stepOf(made, router);
    if (step === undefined) throw new Error('the router stays');
    const keys = new Set([...made.steps.map((one) => refKey(one.target)), 'extraRoute/10.20.0.0/24 via 10.8.0.20']);
    const seen = (one: Resource) => see(step, new Map([[one.id, one]]), keys).is;
    expect(seen(ours.router), 'without its route').to.equal('ready');
    expect(seen(world.change(router, { plain: [routeBy('10.8.0.21')] })), 'with another').to.equal('changed');
  });

  it('stand in a plan file, to be applied as printed', () => {
    const made = plan(routed(NODE));
    const { projectId, madeAt, expiresAt } = made;
    const head = { version: 1, troika: '1', cloud: 'here', run: null, pvc: null, retained: false } as const;
    const file = sealed({ ...head, projectId, madeAt, expiresAt, plans: [made] });
    expect(readPlanFile(JSON.stringify(file))).to.deep.equal(file);
  });

  it('are taken off only as far as the plan that is applied names them', () => {
    const stage = routed(NODE);
    const named = itemsOf(plan(stage));
    stage.world.change(stage.router, { plain: [routeBy('10.8.0.21')] });
    const inventory = stage.world.inventory();
    const attributions = attribute({ inventory, clusters: [names(UNIQUE)], ledger: [] });
    const asked = { attributions, inventory, runId: null, clusters: [UNIQUE], now: NOW, only: named } as const;
    expect(keptWhy(planClean(asked), stage.ours.interface)).to.match(/not in the plan that is applied/);
  });
});

describe('extra routes that are not ours to take off', () => {
  it('keep the router and what routes lead through: a next hop outside of our subnets', () => {
    const stage = routed(NODE, '10.9.0.7');
    const made = plan(stage);
    expect(keptWhy(made, stage.router)).to.match(/route by way of 10\.9\.0\.7/);
    expect(keptWhy(made, stage.ours.interface)).to.equal(`waits for router ${stage.router.id} “${stage.router.name}”`);
    expect(made.steps.filter((step) => step.routes !== undefined)).to.deep.equal([]);
  });

  it('keep only the router where none leads through our interface', () => {
    const stage = routed('10.9.0.7');
    expect(goes(plan(stage)))
      .to.include(refKey(stage.ours.interface))
      .and.not.include(refKey(stage.router));
  });

  it('keep the router: a next hop at somebody’s port in our network', () => {
    const stage = routed('10.8.0.77');
    const { network, subnet } = stage.ours;
    stage.world.put('port', { name: 'vpn', facts: { address: '10.8.0.77' }, rel: { network, subnet } });
    expect(keptWhy(plan(stage), stage.router)).to.match(/route by way of 10\.8\.0\.77/);
  });

  it('keep our interface on a router that a person lent us, with the command that ends it', () => {
    const { world, ours } = scene();
    const router = world.put('router', { name: 'uplink', plain: [routeBy(NODE)] });
    const { network, subnet } = ours;
    const facts = { deviceOwner: 'network:router_interface', deviceId: router.id };
    const leg = world.put('port', { facts, rel: { network, subnet, device: router } });
    const made = planFor(world, { clusters: [names(UNIQUE)] });
    expect(keptWhy(made, leg)).to.match(/^route 10\.20\.0\.0\/24 via 10\.8\.0\.20 of router .* needs it$/);
    const cause = made.causes.find((one) => one.target.id === network.id);
    expect(cause?.chain.map((one) => `${one.kind} ${one.is}`)).to.deep.equal([
      'network ours',
      'port ours',
      'router neighbour',
    ]);
    const command = `openstack router remove route --route destination=10.20.0.0/24,gateway=${NODE} ${router.id}`;
    expect(cause?.todo).to.contain(command);
  });

  it('are not known where no subnet could be listed: nothing goes, and that is why', () => {
    const stage = routed(NODE);
    const made = planFor(stage.world, { clusters: [names(UNIQUE)], gaps: ['subnet'] });
    const kept = made.kept.find((one) => one.target.id === stage.router.id);
    expect(kept).to.include({ unlisted: true, why: 'subnet could not be listed' });
  });
});

describe('a call that takes routes off a router', () => {
  const stage = routed(NODE);
  const made = plan(stage);
  const put = (path: string): RequestLine => ({ at: '', service: 'network', method: 'PUT', path, status: 200, ms: 1 });
  const { id } = stage.router;
  const BOTH = [`/v2.0/routers/${id}/remove_extraroutes`, `/v2.0/routers/${id}`].map(put);

  it('is what the plan names', () => {
    expect(harmed(BOTH, [made])).to.deep.equal([]);
  });

  it('is harm where the plan names no route of that router', () => {
    expect(harmed(BOTH, [plan(scene())])).to.have.length(2);
    expect(harmed([put('/v2.0/routers/other/remove_extraroutes'), put('/v2.0/routers/other')], [made])).to.have.length(
      2,
    );
  });

  it('is harm where the look behind the plan did not call the router ours', () => {
    const dangers = new Map([[made.sha256, new Set([refKey(stage.router)])]]);
    expect(harmed(BOTH, [made], dangers)).to.have.length(2);
  });
});
