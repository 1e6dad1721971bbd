import { expect } from 'chai';
import { planText } from '../../src/forceclean/render.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import type { Link, Resource } from '../../src/model/resource.ts';
import { standCluster, standProject } from './cluster.ts';
import { names, planFor, UNIQUE } from './judging.ts';
import { createWorld } from './world.ts';

const part = (rel: string, kind: Link['kind'], id: string): Link => ({ rel, kind, id });

describe('what goes along with a step and is no row of its own', () => {
  const world = createWorld();
  const ours = standCluster(world, standProject(world).external, UNIQUE);
  world.change(ours.listener, { plain: [part('l7Policy', 'l7Policy', 'a')] });
  world.change(ours.pool, { plain: [part('member', 'member', 'a'), part('member', 'member', 'b')] });
  world.change(ours.group, { plain: [part('rule', 'securityGroupRule', 'a')] });
  world.change(ours.claim, { facts: { encrypted: true } });
  const plan: CleanPlan = planFor(world, { clusters: [names(UNIQUE)] });
  const of = (one: Resource): readonly string[] | undefined =>
    plan.steps.find((step) => step.target.id === one.id)?.alongside;

  it('is told: policies of a listener, members of a pool, rules of a group, the key of a volume', () => {
    expect(of(ours.listener)).to.deep.equal(['1 L7 policy']);
    expect(of(ours.pool)).to.deep.equal(['2 members']);
    expect(of(ours.group)).to.deep.equal(['1 rule']);
    expect(of(ours.claim)).to.deep.equal(['its encryption key']);
    expect(of(ours.server)).to.equal(undefined);
  });

  it('stands in the text of the plan', () => {
    expect(planText(plan)).to.match(/delete pool \S+ “[^”]+” \(2 members with it\), with loadBalancer/);
  });
});
