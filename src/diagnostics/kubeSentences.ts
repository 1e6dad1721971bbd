import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';
import { conditionsOf, saysCondition } from './conditions.ts';
import { podSentences } from './podSentences.ts';
import { sentence, type Sentence } from './sentence.ts';

/** What an object of a kind tells of a failure. Pure; nothing where it is in order or cannot be read. */
export function objectSentences(plural: string, object: KubeObject): readonly Sentence[] {
  const own = BY_KIND[plural];
  return own === undefined ? conditionSentences(object) : own(object);
}

const BY_KIND: Readonly<Record<string, (object: KubeObject) => readonly Sentence[]>> = {
  nodes: nodeSentences,
  pods: podSentences,
  daemonsets: daemonSetSentences,
  persistentvolumeclaims: claimSentences,
  volumeattachments: attachmentSentences,
  services: serviceSentences,
  namespaces: namespaceSentences,
  events: () => [],
};

/** `machine c/c-md-0`: how an object is spoken of. */
function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

function nodeSentences(node: KubeObject): readonly Sentence[] {
  const conditions = conditionsOf(node);
  const ready = conditions.find(({ type }) => type === 'Ready');
  const name = `node ${node.metadata.name}`;
  if (ready === undefined) return [sentence(3, `${name} is not Ready: it has not said anything`)];
  const pressed = conditions.filter(({ type, status }) => type !== 'Ready' && status === 'True');
  return [
    ...(ready.status === 'True' ? [] : [sentence(3, `${name} is not Ready${saysCondition(ready)}`)]),
    ...pressed.map((one) => sentence(2, `${name} has ${one.type}${saysCondition(one)}`)),
  ];
}

/** Conditions that say True when all is well; those of Cluster API's first contract all do, and have a severity. */
const GOOD =
  /^(?:Ready|Available|Established|Initialized|RemoteConnectionProbe|\w+(?:Ready|Available|Reconciled|Initialized|Healthy|Succeeded|Accepted))$/;
const BAD = /^(?:Failed|ReplicaFailure|FailureTarget)$/;
const Failure = z.looseObject({ failureMessage: z.string().optional(), errorMessage: z.string().optional() });

function conditionSentences(object: KubeObject): readonly Sentence[] {
  const name = nameOf(object);
  const failure = Failure.safeParse(object.status);
  const message = failure.data?.failureMessage ?? failure.data?.errorMessage;
  const conditions = conditionsOf(object).flatMap((one) => {
    const bad = BAD.test(one.type) ? one.status === 'True' : one.status === 'False' && isGood(one);
    if (!bad) return [];
    const weight = one.severity === 'Error' || BAD.test(one.type) ? 3 : one.severity === 'Info' ? 1 : 2;
    return [sentence(weight, `${name}: ${one.type} is ${one.status}${saysCondition(one)}`)];
  });
  return [...(message === undefined ? [] : [sentence(3, `${name}: ${message}`)]), ...conditions];
}

function isGood({ type, severity }: { readonly type: string; readonly severity: string }): boolean {
  return severity !== '' || GOOD.test(type);
}

const DaemonSet = z.looseObject({
  desiredNumberScheduled: z.number().default(0),
  numberUnavailable: z.number().default(0),
});

function daemonSetSentences(object: KubeObject): readonly Sentence[] {
  const { data } = DaemonSet.safeParse(object.status);
  if (data === undefined || data.numberUnavailable === 0) return [];
  const of = `${data.numberUnavailable} of ${data.desiredNumberScheduled}`;
  return [sentence(2, `${nameOf(object)}: ${of} are not available`)];
}

const Phase = z.looseObject({ phase: z.string().default('') });

function claimSentences(object: KubeObject): readonly Sentence[] {
  const phase = Phase.safeParse(object.status).data?.phase ?? '';
  return phase === 'Bound' ? [] : [sentence(phase === 'Lost' ? 3 : 2, `${nameOf(object)} is ${phase}`)];
}

const Problem = z.looseObject({ message: z.string().default('') }).optional();
const Attachment = z.looseObject({ attachError: Problem, detachError: Problem });

function attachmentSentences(object: KubeObject): readonly Sentence[] {
  const { data } = Attachment.safeParse(object.status);
  return [data?.attachError, data?.detachError].flatMap((one) =>
    one === undefined ? [] : [sentence(3, `${nameOf(object)}: ${one.message}`)],
  );
}

const ServiceSpec = z.looseObject({ type: z.string().default('') });
const ServiceStatus = z.looseObject({ loadBalancer: z.looseObject({ ingress: z.array(z.unknown()).default([]) }) });

function serviceSentences(object: KubeObject): readonly Sentence[] {
  if (ServiceSpec.safeParse(object.spec).data?.type !== 'LoadBalancer') return [];
  const ingress = ServiceStatus.safeParse(object.status).data?.loadBalancer.ingress ?? [];
  return ingress.length > 0 ? [] : [sentence(2, `${nameOf(object)} has no load balancer yet`)];
}

function namespaceSentences(object: KubeObject): readonly Sentence[] {
  const held = conditionsOf(object).filter(({ status, type }) => status === 'True' && type.startsWith('Namespace'));
  return held.map((one) => sentence(2, `${nameOf(object)} does not go: ${one.type}${saysCondition(one)}`));
}
