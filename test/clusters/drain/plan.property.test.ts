import { expect } from 'chai';
import fc from 'fast-check';
import { called, type Survey } from '../../../src/clusters/drain/objects.ts';
import { planDrain, type DrainPlan } from '../../../src/clusters/drain/plan.ts';
import type { DrainPolicy } from '../../../src/clusters/drain/policy.ts';
import { usersOf } from '../../../src/clusters/drain/staying.ts';
import type { Step } from '../../../src/clusters/drain/step.ts';
import { balanced, claimed, copied, made, mounting, standing, type Made } from './objects.ts';

const CLAIMS = ['a', 'b', 'c'] as const;
const IMAGES = ['shop:1', 'registry.k8s.io/sig-storage/csi-attacher:v4.7.0', 'k8s/cinder-csi-plugin@sha256:00'];
const KINDS = ['deployment', 'statefulSet', 'daemonSet', 'job'] as const;
const policies = fc.constantFrom('Delete', 'Retain');

const claims = fc.tuple(
  ...CLAIMS.map((name) =>
    fc.record({
      name: fc.constant(name),
      policy: policies,
      copied: fc.boolean(),
      owned: fc.boolean(),
      deleting: fc.boolean(),
    }),
  ),
);
const workloads = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    uses: fc.subarray([...CLAIMS]),
    image: fc.constantFrom(...IMAGES),
    pods: fc.integer({ min: 0, max: 2 }),
    orphan: fc.boolean(),
  }),
  { maxLength: 4 },
);
const snapshots = fc.array(fc.record({ of: fc.constantFrom(...CLAIMS), policy: policies }), { maxLength: 2 });

interface Scene {
  readonly survey: Survey;
  readonly policy: DrainPolicy;
  readonly plan: DrainPlan;
  readonly steps: readonly Step[];
}

const scenes: fc.Arbitrary<Scene> = fc
  .record({
    claims,
    workloads,
    snapshots,
    services: fc.integer({ min: 0, max: 2 }),
    pvc: fc.constantFrom('delete', 'delete', 'keep', 'report'),
    retained: fc.boolean(),
    old: fc.array(fc.nat(), { maxLength: 3 }),
  })
  .map((drawn): Scene => {
    const objects = objectsOf(drawn);
    const before = new Set(drawn.old.flatMap((index) => objects[index % objects.length]?.[1].metadata.uid ?? []));
    const survey = standing(objects);
    const policy: DrainPolicy = { pvc: drawn.pvc as DrainPolicy['pvc'], retained: drawn.retained, before };
    const plan = planDrain(survey, policy);
    return { survey, policy, plan, steps: plan.stages.flatMap((stage) => stage.steps) };
  });

function objectsOf(drawn: {
  readonly claims: readonly { name: string; policy: string; copied: boolean; owned: boolean; deleting: boolean }[];
  readonly workloads: readonly {
    kind: (typeof KINDS)[number];
    uses: readonly string[];
    image: string;
    pods: number;
    orphan: boolean;
  }[];
  readonly snapshots: readonly { of: string; policy: string }[];
  readonly services: number;
}): readonly Made[] {
  const runners = drawn.workloads.flatMap(({ kind, uses, image, pods, orphan }, index) => {
    const spec = mounting(uses, image);
    const workload = made(kind, `w${index}`, { template: { spec } }, { namespace: 'shop' });
    const owner = orphan ? {} : { owner: workload };
    const running = Array.from({ length: pods }, (_, pod) =>
      made('pod', `w${index}-${pod}`, spec, { namespace: 'shop', ...owner }),
    );
    return [workload, ...running];
  });
  const [owner] = runners;
  return [
    ...runners,
    ...drawn.claims.flatMap((one) =>
      claimed(one.name, one.policy, one.copied ? { dataSource: { kind: 'VolumeSnapshot', name: 's' } } : {}, {
        ...(one.owned && owner !== undefined ? { owner } : {}),
        ...(one.deleting ? { deleting: true } : {}),
      }),
    ),
    ...drawn.snapshots.flatMap(({ of, policy }, index) => copied(`s${index}`, of, policy)),
    ...Array.from({ length: drawn.services }, (_, index) => balanced(`web${index}`, `lb${index}`)),
  ];
}

function holds(check: (scene: Scene) => void): void {
  fc.assert(fc.property(scenes, check), { numRuns: 500 });
}

/** The place of a step in the plan; -1 for none. */
function place(steps: readonly Step[], deed: Step['do'], uid: string): number {
  return steps.findIndex((step) => step.do === deed && step.thing.uid === uid);
}

describe('every plan of a drain', () => {
  it('deletes no PersistentVolume, and does nothing twice', () => {
    holds(({ steps }) => {
      const deeds = steps.map((step) => `${step.do} ${step.thing.uid}`);
      expect(deeds.filter((deed) => deed.startsWith('delete persistentVolume:'))).to.deep.equal([]);
      expect(new Set(deeds).size).to.equal(deeds.length);
    });
  });

  it('deletes a claim only after all that uses it, or after what owns that', () => {
    holds(({ survey, steps }) => {
      const byUid = new Map(survey.runners.map((runner) => [runner.uid, runner]));
      for (const claim of survey.claims) {
        const at = place(steps, 'delete', claim.uid);
        if (at === -1) continue;
        for (const user of usersOf(claim, survey.runners)) {
          const owner = byUid.get(user.owners[0] ?? '') ?? user;
          expect(place(steps, 'delete', owner.uid), `${called(owner)} before ${called(claim)}`).to.be.within(0, at - 1);
        }
      }
    });
  });

  it('never touches controllers that it needs', () => {
    holds(({ survey, steps }) => {
      const needed = survey.runners.filter(({ images }) => images.some((image) => image !== IMAGES[0]));
      const touched = new Set(steps.map(({ thing }) => thing.uid));
      expect(needed.filter(({ uid }) => touched.has(uid))).to.deep.equal([]);
    });
  });

  it('never touches what stood before, nor who owns it or is owned by it', () => {
    holds(({ policy, steps, survey }) => {
      const old = [...survey.runners, ...survey.claims, ...survey.services].filter(({ uid }) => policy.before.has(uid));
      const owners = new Set(old.flatMap((thing) => thing.owners));
      for (const { thing } of steps) {
        expect(policy.before.has(thing.uid), called(thing)).to.equal(false);
        expect(owners.has(thing.uid), called(thing)).to.equal(false);
        expect(
          thing.owners.some((owner) => policy.before.has(owner)),
          called(thing),
        ).to.equal(false);
      }
    });
  });

  it('does nothing to what it says is kept, and expects nothing gone that is handed over', () => {
    holds(({ plan, steps, survey }) => {
      const touched = new Set(steps.map(({ thing }) => called(thing)));
      expect(plan.kept.filter(({ what }) => touched.has(what))).to.deep.equal([]);
      const gone = new Set(plan.gone.map(({ id }) => id));
      expect(plan.handedOver.filter(({ id }) => gone.has(id))).to.deep.equal([]);
      const handed = new Set(plan.handedOver.map(({ id }) => id));
      const released = steps.filter(({ do: deed }) => deed === 'change').map(({ thing }) => thing.uid);
      const theirs = [...survey.volumes, ...survey.contents].filter(({ cinderId = '' }) => handed.has(cinderId));
      expect(theirs.filter(({ uid }) => released.includes(uid))).to.deep.equal([]);
    });
  });

  it('expects a volume gone only where it is asked for by its claim, and its policy is Delete by then', () => {
    holds(({ plan, steps, survey }) => {
      const gone = new Set(plan.gone.map(({ id }) => id));
      for (const volume of survey.volumes.filter(({ cinderId = '' }) => gone.has(cinderId))) {
        const claim = survey.claims.find(({ uid }) => uid === volume.claim?.uid);
        const asked = place(steps, 'delete', claim?.uid ?? '');
        expect(claim?.deleting === true || asked >= 0).to.equal(true);
        const released = place(steps, 'change', volume.uid);
        expect(volume.policy === 'Delete' || released >= 0).to.equal(true);
        if (released >= 0 && asked >= 0) expect(released).to.be.below(asked);
      }
    });
  });

  it('deletes a snapshot after the copies made of it, and before the volume it was taken of', () => {
    holds(({ steps, survey }) => {
      const taken = survey.snapshots.map(({ uid }) => place(steps, 'delete', uid)).filter((at) => at >= 0);
      for (const claim of survey.claims) {
        const at = place(steps, 'delete', claim.uid);
        if (at === -1) continue;
        for (const snapshot of taken) expect(claim.copied ? at < snapshot : snapshot < at).to.equal(true);
      }
    });
  });

  it('touches nothing of volumes where they are kept', () => {
    holds(({ policy, steps }) => {
      if (policy.pvc === 'delete') return;
      expect(steps.filter(({ thing }) => thing.kind !== 'service').map(({ thing }) => called(thing))).to.deep.equal([]);
    });
  });
});
