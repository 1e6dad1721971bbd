import { expect } from 'chai';
import { planDrain } from '../../../src/clusters/drain/plan.ts';
import { surveyOf } from '../../../src/clusters/drain/reading.ts';
import type { Survey, Thing } from '../../../src/clusters/drain/objects.ts';
import { hindranceText, planText, stageText } from '../../../src/clusters/drain/words.ts';
import { balanced, claimed, DELETE_ALL, made, mounting, running, standing, volume } from './objects.ts';

const cases: readonly (readonly [string, Survey, (survey: Survey) => Thing | undefined, string])[] = [
  [
    'a claim in use, with who uses it',
    standing(claimed('data'), running('statefulSet', 'db', ['data'])),
    ({ claims }) => claims[0],
    'persistentVolumeClaim shop/data is still there after 4 s: pod shop/db-0 still there',
  ],
  [
    'a claim in use by many, not all by name',
    standing(
      claimed('data'),
      ['a', 'b', 'c', 'd', 'e'].map((name) => made('pod', name, mounting(['data']), { namespace: 'shop' })),
    ),
    ({ claims }) => claims[0],
    'persistentVolumeClaim shop/data is still there after 4 s: pod shop/a, pod shop/b, pod shop/c and 2 more still there',
  ],
  [
    'a Service whose controller is dead or waits',
    standing(balanced('web', 'lb1')),
    ({ services }) => services[0],
    'service shop/web is still there after 4 s: the cloud controller manager has not removed its load balancer (it waits while that is PENDING; else look whether it runs)',
  ],
  [
    'a volume that is attached',
    standing(volume('pv', 'v', 'Delete', undefined, { finalizers: ['external-attacher/cinder-csi-openstack-org'] })),
    ({ volumes }) => volumes[0],
    'persistentVolume pv is still there after 4 s: it is still attached to a node',
  ],
  [
    'a volume whose provisioner has not acted',
    standing(volume('pv', 'v', 'Delete')),
    ({ volumes }) => volumes[0],
    'persistentVolume pv is still there after 4 s: its provisioner has not deleted the volume yet',
  ],
  [
    'what somebody’s finalizer holds',
    standing(made('gateway', 'gate', {}, { namespace: 'shop', finalizers: ['example.org/wait'] })),
    ({ gateways }) => gateways[0],
    'gateway shop/gate is still there after 4 s: finalizer example.org/wait',
  ],
];

describe('what a drain says', () => {
  for (const [what, survey, pick, expected] of cases) {
    it(`names the reason of ${what}`, () => {
      const thing = pick(survey);
      expect(thing === undefined ? undefined : hindranceText(thing, survey, 4.2)).to.equal(expected);
    });
  }

  it('does not take for gone what it could not list', () => {
    const [thing] = standing(balanced('web', 'lb1')).services;
    const blind = surveyOf({}, [{ kind: 'service', why: 'could not be listed: 403' }]);
    expect(thing === undefined ? '' : hindranceText(thing, blind, 1)).to.match(/whether it is gone is not known$/);
  });

  it('tells the plan: what goes by number, what stays by name', () => {
    const survey = standing(claimed('data'), claimed('kept', 'Retain'), balanced('web', 'lb1'));
    expect(planText(planDrain(survey, DELETE_ALL))).to.equal(
      'drain: to go are 1 service, 2 persistentVolumeClaim, 1 persistentVolume; what stays: pv-kept (its reclaim policy is Retain)',
    );
  });

  it('tells how far a stage is, and what it waits for', () => {
    const survey = standing(claimed('data'), running('statefulSet', 'db', ['data']));
    const stage = planDrain(survey, DELETE_ALL).stages.find(({ name }) => name === 'claims');
    if (stage === undefined) throw new Error('no such stage');
    expect(stageText(stage, stage.awaits.slice(0, 1), survey)).to.equal(
      'drain, claims: 1 of 2 gone; waits for persistentVolumeClaim shop/data: pod shop/db-0 still there',
    );
    expect(stageText(stage, [], survey)).to.equal('drain, claims: 2 of 2 gone');
    expect(stageText({ name: 'retained', steps: [], awaits: [] }, [], survey)).to.equal('drain, retained: done');
  });
});

describe('an object that cannot be read', () => {
  it('makes its kind a gap: it might be one of those that matter', () => {
    const [, object] = made('persistentVolume', 'pv', { persistentVolumeReclaimPolicy: 7 });
    const { volumes, gaps } = surveyOf({ persistentVolume: [object] });
    expect(volumes).to.deep.equal([]);
    expect(gaps.map(({ kind }) => kind)).to.deep.equal(['persistentVolume']);
    expect(gaps[0]?.why).to.match(/^cannot be read: persistentVolumeReclaimPolicy: /);
  });
});
