import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';
import { topicsOf } from './judgeMessage.ts';
import type { Observation, Trouble } from './observed.ts';

/** One thing that was seen of a cluster, in the order of seeing; `at` in milliseconds of wall-clock time. */
export type Sight =
  | { readonly is: 'api'; readonly at: number; readonly about: string; readonly wrong: string | undefined }
  | { readonly is: 'node'; readonly at: number; readonly about: string; readonly wrong: string | undefined }
  | { readonly is: 'pressure'; readonly at: number; readonly about: string; readonly wrong: string | undefined }
  | {
      readonly is: 'event';
      readonly at: number;
      readonly about: string;
      readonly trouble: Trouble;
      readonly says: string;
    };

const Conditions = z.looseObject({
  conditions: z
    .array(
      z.looseObject({
        type: z.string(),
        status: z.string(),
        reason: z.string().default(''),
        message: z.string().default(''),
      }),
    )
    .default([]),
});
const NodeStatus = Conditions.default({ conditions: [] });

const PRESSURES: readonly string[] = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What a node says of itself. Pure. */
export function sightsOfNode(node: KubeObject, at: number): readonly Sight[] {
  const about = node.metadata.name;
  const { conditions } = NodeStatus.parse(node.status);
  const ready = conditions.find(({ type }) => type === 'Ready');
  const pressure = conditions.find(({ type, status }) => PRESSURES.includes(type) && status === 'True');
  const unready = ready === undefined ? 'it has not said anything' : `${ready.reason}: ${ready.message}`;
  return [
    { is: 'node', at, about, wrong: ready?.status === 'True' ? undefined : unready },
    { is: 'pressure', at, about, wrong: pressure === undefined ? undefined : `${pressure.type}: ${pressure.message}` },
  ];
}

const KubeEvent = z.looseObject({
  reason: z.string().default(''),
  message: z.string().default(''),
  involvedObject: z.looseObject({
    kind: z.string().default(''),
    name: z.string().default(''),
    namespace: z.string().default(''),
  }),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  series: z.looseObject({ lastObservedTime: z.string().nullish() }).nullish(),
});

/**
 * Reasons of events that tell of a trouble, where their messages fit too; a quota of the cloud is told by OpenStack's words alone
 * (judgeMessage.ts), whatever the reason. Sources: kubernetes, pkg/kubelet/events/event.go, pkg/scheduler, pkg/controller/nodelifecycle,
 * pkg/controller/tainteviction.
 */
const REASONS: readonly { readonly reason: RegExp; readonly message: RegExp; readonly trouble: Trouble }[] = [
  {
    reason: /^(?:Failed|BackOff)$/,
    message: /Failed to pull image|ErrImagePull|ImagePullBackOff|Back-off pulling image/,
    trouble: 'image',
  },
  { reason: /^(?:InspectFailed|ErrImageNeverPull)$/, message: /./, trouble: 'image' },
  { reason: /^FailedScheduling$/, message: /./, trouble: 'scheduling' },
  {
    reason: /^(?:Evicted|TaintManagerEviction|EvictionThresholdMet)$/,
    message: /^(?!Cancelling)./,
    trouble: 'eviction',
  },
  { reason: /^NodeNotReady$/, message: /./, trouble: 'node' },
];

/**
 * What an event tells; undefined: nothing of interest. Pure.
 * @param from nothing is older @param now when it was seen
 */
export function sightOfEvent(event: KubeObject, from: number, now: number): Sight | undefined {
  const read = KubeEvent.safeParse(event);
  if (!read.success) return undefined;
  const { reason, message, involvedObject: of, lastTimestamp, eventTime, series } = read.data;
  const told = REASONS.find((row) => row.reason.test(reason) && row.message.test(message))?.trouble;
  const trouble = topicsOf(message).has('quota') ? 'quota' : told;
  // Of the node itself its conditions tell.
  if (trouble === undefined || (trouble === 'node' && of.kind === 'Node')) return undefined;
  const when = Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp);
  // Another clock may be ahead of this one, or behind.
  const at = Number.isNaN(when) ? now : Math.min(Math.max(when, from), now);
  const about = of.namespace === '' || of.kind === 'Node' ? of.name : `${of.namespace}/${of.name}`;
  return { is: 'event', at, about, trouble, says: `${reason}: ${message.replaceAll(/\s+/g, ' ').slice(0, LONGEST)}` };
}

const LONGEST = 300;

/**
 * Joins what was seen to spans: the API and nodes from when something is wrong until it no longer is; events of one kind about one object
 * from the first to the last. Pure. In the order of their beginnings.
 */
export function troublesIn(sights: readonly Sight[]): readonly Observation[] {
  const open = new Map<string, Building>();
  const all: Building[] = [];
  const begin = (key: string, observation: Building): void => {
    open.set(key, observation);
    all.push(observation);
  };
  for (const sight of sights) {
    const { at, about } = sight;
    const trouble = sight.is === 'event' ? sight.trouble : sight.is;
    const key = `${sight.is} ${trouble} ${about}`;
    const standing = open.get(key);
    if (sight.is === 'event') {
      if (standing === undefined) begin(key, { trouble, about, from: at, until: at, says: sight.says });
      else standing.until = Math.max(at, standing.until ?? at);
    } else if (sight.wrong === undefined) {
      if (standing !== undefined) standing.until = at;
      open.delete(key);
    } else if (standing === undefined) begin(key, { trouble, about, from: at, until: undefined, says: sight.wrong });
  }
  return all.sort((a, b) => a.from - b.from);
}

interface Building extends Observation {
  until: number | undefined;
}
