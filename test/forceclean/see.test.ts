import { expect } from 'chai';
import { describe, it } from 'mocha';
import { see, stateOf } from '../../src/forceclean/see.ts';
import type { Step } from '../../src/model/plan.ts';
import { refKey, type Kind, type Resource } from '../../src/model/resource.ts';
import { scene, type ClusterParts, type Scene } from './cluster.ts';
import { UNIQUE, names, planFor } from './judging.ts';
import { createWorld } from './world.ts';

const STATES: readonly (readonly [Kind, string, string])[] = [
  ['volume', 'available', 'ready'],
  ['volume', 'error', 'ready'],
  ['volume', 'error_restoring', 'ready'],
  ['volume', 'error_extending', 'ready'],
  ['volume', 'error_managing', 'ready'],
  ['volume', 'attaching', 'unready'],
  ['volume', 'retyping', 'unready'],
  ['volume', 'maintenance', 'stuck'],
  ['volume', 'a state of a later Cinder', 'unready'],
  ['volume', 'in-use', 'unready'],
  ['volume', 'reserved', 'unready'],
  ['volume', 'detaching', 'stuck'],
  ['volume', 'deleting', 'going'],
  ['volume', 'error_deleting', 'stuck'],
  ['volume', 'awaiting-transfer', 'stuck'],
  ['snapshot', 'creating', 'unready'],
  ['snapshot', 'error_deleting', 'stuck'],
  ['loadBalancer', 'ACTIVE', 'ready'],
  ['loadBalancer', 'ERROR', 'ready'],
  ['loadBalancer', 'PENDING_UPDATE', 'unready'],
  ['loadBalancer', 'PENDING_DELETE', 'going'],
  ['server', 'ERROR', 'ready'],
  ['server', 'BUILD', 'ready'],
  ['port', 'DOWN', 'ready'],
];

describe('what a state means for a deletion', () => {
  for (const [kind, status, is] of STATES) {
    it(`a ${kind} that is ${status} is ${is}`, () => {
      const world = createWorld();
      expect(stateOf({ ...world.put('image'), kind, status }).is).to.equal(is);
    });
  }

  it('a volume in detaching which Cinder still shows on a server is waited for', () => {
    const world = createWorld();
    const volume = world.put('volume', { status: 'detaching', rel: { attachment: world.put('server') } });
    expect(stateOf(volume).is).to.equal('unready');
  });

  it('a server with the task “deleting” is going', () => {
    expect(stateOf(createWorld().put('server', { facts: { taskState: 'deleting' } })).is).to.equal('going');
  });
});

describe('seeing a step’s target again', () => {
  /** Plans, lets something happen, and looks again at one of ours. */
  function seen(part: keyof ClusterParts, happens: (scene: Scene) => void): string {
    const stage = scene();
    const plan = planFor(stage.world, { clusters: [names(UNIQUE)] });
    const step = plan.steps.find((one: Step) => one.target.id === stage.ours[part].id);
    if (step === undefined) throw new Error(`no step for ${part}`);
    happens(stage);
    const listing = new Map<string, Resource>();
    for (const one of stage.world.inventory().resources) if (one.kind === step.target.kind) listing.set(one.id, one);
    return see(step, listing, new Set(plan.steps.map((one) => refKey(one.target)))).is;
  }

  it('finds it ready when nothing happened', () => {
    expect(seen('group', () => undefined)).to.equal('ready');
  });

  it('takes our own doing for no change: status, revision, and links among our own', () => {
    const is = seen('apiFip', ({ world, ours }) => {
      world.change({ ...ours.apiFip, links: [] }, { status: 'DOWN', revision: 9 });
    });
    expect(is).to.equal('ready');
  });

  it('finds it gone', () => {
    expect(seen('claim', ({ world, ours }) => world.remove(ours.claim))).to.equal('gone');
  });

  for (const [title, fields] of [
    ['name', { name: 'other' }],
    ['description', { description: 'mine now' }],
    ['tags', { tags: ['keep'] }],
    ['metadata', { metadata: { owner: 'me' } }],
    ['age', { createdAt: '2026-11-23T11:59:00Z' }],
    ['project', { projectId: 'f00d' }],
  ] as const) {
    it(`finds it changed by another ${title}`, () => {
      expect(seen('snapshot', ({ world, ours }) => void world.change(ours.snapshot, fields))).to.equal('changed');
    });
  }

  it('finds a keypair changed that has another key now, though its name is its id', () => {
    const { world } = scene();
    const keypair = world.put('keypair', { name: `${UNIQUE}-keypair`, facts: { fingerprint: 'old' } });
    const [step] = planFor(world, { clusters: [names(UNIQUE)] }).steps.filter(
      ({ target }) => target.kind === 'keypair',
    );
    if (step === undefined) throw new Error('no step for the keypair');
    const now = (fingerprint: string): string =>
      see(step, new Map([[keypair.id, world.change(keypair, { facts: { fingerprint } })]]), new Set()).is;
    expect([now('old'), now('new')]).to.deep.equal(['ready', 'changed']);
  });

  it('finds a volume changed that now hangs on somebody else’s server', () => {
    const is = seen('claim', ({ world, ours, other }) => {
      world.change(ours.claim, { rel: { attachment: other.server } });
    });
    expect(is).to.equal('changed');
  });

  it('finds a group changed that somebody else’s rule names now', () => {
    const is = seen('group', ({ world, ours, other }) => {
      world.change(other.group, { rel: { remoteGroup: ours.group } });
    });
    expect(is).to.equal('changed');
  });
});
