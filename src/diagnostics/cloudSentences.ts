import * as z from 'zod';
import { QUOTAS, type Quotas } from '../model/demand.ts';
import type { Resource } from '../model/resource.ts';
import { sentence, type Sentence } from './sentence.ts';

/** Statuses in which nothing is wrong, by kind. Kinds that are not named here have none, or none that tells anything. */
const WELL: Readonly<Record<string, readonly string[]>> = {
  server: ['ACTIVE'],
  network: ['ACTIVE'],
  router: ['ACTIVE'],
  trunk: ['ACTIVE'],
  floatingIp: ['ACTIVE', 'DOWN'],
  loadBalancer: ['ACTIVE'],
  listener: ['ACTIVE'],
  pool: ['ACTIVE'],
  healthMonitor: ['ACTIVE'],
  volume: ['available', 'in-use'],
  volumeAttachment: ['attached'],
  snapshot: ['available'],
  backup: ['available'],
};

/** What the list of a kind tells of one of a cluster's resources. Pure. */
export function resourceSentences(resource: Resource): readonly Sentence[] {
  const { kind, id, name, status, facts } = resource;
  const what = `${kind} ${name === '' ? id : `${name} (${id})`}`;
  if (kind === 'port') return portSentences(resource, what);
  if (WELL[kind] === undefined || WELL[kind].includes(status) || status === '') return [];
  const task = facts['taskState'] === undefined ? '' : ` (${facts['taskState']})`;
  // What Nova says of the server alone, with its fault, weighs more.
  return [sentence(/error/i.test(status) && kind !== 'server' ? 3 : 2, `${what} is in ${status}${task}`)];
}

/** A port that is on nothing, and the address of a load balancer, are DOWN without anything being wrong. */
function portSentences({ status, facts }: Resource, what: string): readonly Sentence[] {
  const owner = String(facts['deviceOwner'] ?? '');
  const compute = owner.startsWith('compute:');
  const bound = compute || owner.startsWith('network:router');
  if (status === 'ACTIVE' || (status === 'DOWN' && !bound)) return [];
  const of = owner === '' ? '' : ` of ${owner} ${facts['deviceId'] ?? ''}`;
  return [sentence(compute ? 2 : 1, `${what}${of}, address ${facts['address'] ?? 'none'}, is ${status}`)];
}

const Server = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  status: z.string().default(''),
  fault: z.looseObject({ code: z.number().optional(), message: z.string().default('') }).optional(),
});

/** The fault of a server, which Nova tells of one that is asked for by itself. Pure. */
export function faultSentences(server: unknown): readonly Sentence[] {
  const read = Server.safeParse(server);
  if (!read.success || read.data.fault === undefined) return [];
  const { id, name, status, fault } = read.data;
  return [
    sentence(
      3,
      `server ${name} (${id}) is in ${status}: ${fault.message}${fault.code === undefined ? '' : ` (${fault.code})`}`,
    ),
  ];
}

/** Quotas of which nothing is left. Pure. */
export function quotaSentences(quotas: Partial<Quotas>): readonly Sentence[] {
  return QUOTAS.flatMap((name) => {
    const quota = quotas[name];
    if (quota === undefined || quota.used < quota.limit) return [];
    return [sentence(2, `the quota of ${name} is used up: ${quota.used} of ${quota.limit}`)];
  });
}
