import * as z from 'zod';
import { sentence, type Sentence } from './sentence.ts';

/**
 * The status tree of a load balancer (octavia/api/v2/types/load_balancer.py, StatusRootResponse): each part with its parts,
 * of which a health monitor says no operating status of its own.
 */
interface Part {
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly address?: string | undefined;
  readonly protocol_port?: number | undefined;
  readonly provisioning_status?: string | undefined;
  readonly operating_status?: string | undefined;
  readonly listeners?: readonly Part[] | undefined;
  readonly pools?: readonly Part[] | undefined;
  readonly members?: readonly Part[] | undefined;
  readonly healthmonitor?: Part | undefined;
}

const part: z.ZodType<Part> = z.lazy(() =>
  z.looseObject({
    name: z.string().optional(),
    id: z.string().optional(),
    address: z.string().optional(),
    protocol_port: z.number().optional(),
    provisioning_status: z.string().optional(),
    operating_status: z.string().optional(),
    listeners: z.array(part).optional(),
    pools: z.array(part).optional(),
    members: z.array(part).optional(),
    healthmonitor: part.optional(),
  }),
);

const Tree = z.looseObject({ statuses: z.looseObject({ loadbalancer: part }) });

const WELL: ReadonlySet<string> = new Set(['ACTIVE', 'ONLINE', 'NO_MONITOR', 'DRAINING']);

/** What is out of order in a load balancer; nothing where the tree cannot be read. Pure. */
export function treeSentences(tree: unknown): readonly Sentence[] {
  const read = Tree.safeParse(tree);
  return read.success ? [...new Map(walk('load balancer', read.data.statuses.loadbalancer)).values()] : [];
}

/** A pool stands below its listener and below its load balancer: each part once. */
function walk(kind: string, one: Part, below = ''): readonly (readonly [string, Sentence])[] {
  const place = one.address === undefined ? (one.name ?? '') : `${one.address}:${one.protocol_port ?? ''}`;
  const own = `${kind} ${place === '' ? (one.id ?? '') : place}`;
  const bad = [one.provisioning_status, one.operating_status].filter(
    (status) => status !== undefined && !WELL.has(status),
  );
  const weight = bad.some((status) => status === 'ERROR') ? 3 : bad.every((status) => status === 'OFFLINE') ? 1 : 2;
  const here =
    bad.length === 0 ? [] : [[one.id ?? own, sentence(weight, `${own}${below} is ${bad.join(', ')}`)] as const];
  const under = ` of ${own}`;
  return [
    ...here,
    ...(one.listeners ?? []).flatMap((inner) => walk('listener', inner, under)),
    ...(one.pools ?? []).flatMap((inner) => walk('pool', inner, under)),
    ...(one.members ?? []).flatMap((inner) => walk('member', inner, under)),
    ...(one.healthmonitor === undefined ? [] : walk('health monitor', one.healthmonitor, under)),
  ];
}
