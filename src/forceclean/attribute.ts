import { says } from '../model/error.ts';
import type { Attribution } from '../model/evidence.ts';
import { refKey, type Kind, type Resource } from '../model/resource.ts';
import { doubted, judge, wantsLift, type Found, type Judgement } from './judge.ts';
import type { AttributeInput, Rule, Standing, View } from './rule.ts';
import { RULES } from './rules/table.ts';
import { createView } from './view.ts';

/**
 * The order in which kinds are judged. What a kind hangs on stands before it: nothing that a rule asks about is still
 * open, so one pass is the whole closure, and no two resources can vouch for each other.
 */
const JUDGED: readonly Kind[] = [
  'network',
  'subnet',
  'router',
  'server',
  'loadBalancer',
  'listener',
  'pool',
  'healthMonitor',
  'port',
  'trunk',
  'floatingIp',
  'securityGroup',
  'volume',
  'snapshot',
  'backup',
  'volumeAttachment',
  'serverGroup',
  'keypair',
  'container',
  'ec2Credential',
  'applicationCredential',
  'image',
];

/**
 * Judges every resource of an inventory: ours, a neighbour's, or undecided, each with all its evidence. Pure.
 * @param rules the table; tests leave one out to see that it matters
 */
export function attribute(input: AttributeInput, rules: readonly Rule[] = RULES): readonly Attribution[] {
  const settled = new Map<string, Standing>();
  const view = createView(input, settled);
  const judged = new Map<string, Attribution>();
  for (const kind of JUDGED) {
    const ofKind = rules.filter((rule) => rule.kinds.includes(kind));
    for (const resource of view.ofKind(kind)) {
      const { attribution, standing } = weigh(resource, view, ofKind);
      judged.set(refKey(resource), attribution);
      if (standing !== undefined) settled.set(refKey(resource), standing);
    }
  }
  return [...judged.values()];
}

function weigh(resource: Resource, view: View, rules: readonly Rule[]): Judgement {
  const found = rules.flatMap((rule) => (rule.lifts === true ? [] : ask(rule, resource, view)));
  const named = found.every((reason) => !reason.failed) && view.named(resource);
  const more = wantsLift(found, named)
    ? rules.flatMap((rule) => (rule.lifts === true ? ask(rule, resource, view) : []))
    : [];
  const judgement = judge(resource, [...found, ...more], named);
  return view.input.doubted?.has(refKey(resource)) === true ? doubted(judgement) : judgement;
}

/** A rule that throws decides nothing, and nothing is decided without it. */
function ask(rule: Rule, resource: Resource, view: View): readonly Found[] {
  try {
    const lifts = rule.lifts === true ? ({ lifts: true } as const) : {};
    return rule.look(resource, view).map((reason) => ({ ...reason, ...lifts, source: rule.name }));
  } catch (error) {
    const reason = { side: 'against', strength: 'veto', says: `the rule failed: ${says(error)}`, value: '' } as const;
    return [{ ...reason, source: rule.name, failed: true }];
  }
}
