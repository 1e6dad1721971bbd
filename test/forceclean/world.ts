import type { LedgerEntry } from '../../src/model/evidence.ts';
import { refKey, type Inventory, type Kind, type Link, type Resource } from '../../src/model/resource.ts';

const PROJECT = '190bb25f9bb258e58a4e5ea9b074c56c';
export const NOW = '2026-11-23T12:00:00Z';

/** What a test may say about a resource; the rest is filled in. */
export interface Fields extends Partial<Omit<Resource, 'kind' | 'links'>> {
  readonly rel?: Readonly<Record<string, Resource | readonly Resource[]>>;
  /** Links to what is no resource of its own: a route's next hop, a rule. */
  readonly plain?: readonly Link[];
}

/** Parents without which a resource of the kind cannot exist. */
const PARENTS: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  subnet: ['network'],
  port: ['network'],
  loadBalancer: ['vipNetwork', 'vipPort'],
  listener: ['loadBalancer'],
  pool: ['loadBalancer'],
  healthMonitor: ['pool'],
  snapshot: ['volume'],
  volumeAttachment: ['volume'],
  trunk: ['parentPort'],
};

/** Kinds whose id is their name, and which name no project. */
const NAMED: readonly Kind[] = ['keypair', 'container'];

/** An inventory in the making: fills in what the test does not care about, and refuses what cannot be. */
export interface World {
  put(kind: Kind, fields?: Fields): Resource;
  /** Replaces a resource by a changed one. */
  change(resource: Resource, fields: Fields): Resource;
  remove(...resources: readonly Resource[]): void;
  inventory(gaps?: readonly Kind[]): Inventory;
}

export function createWorld(): World {
  const resources = new Map<string, Resource>();
  let count = 0;

  function linksOf(kind: Kind, fields: Fields): readonly Link[] {
    const rel = fields.rel ?? {};
    for (const parent of PARENTS[kind] ?? []) {
      if (rel[parent] === undefined) throw new Error(`a ${kind} needs a ${parent}`);
    }
    const links = Object.entries(rel).flatMap(([name, to]) =>
      [to].flat().map((one) => {
        if (!resources.has(refKey(one))) throw new Error(`no such ${name} in this world: ${refKey(one)}`);
        return { rel: name, kind: one.kind, id: one.id };
      }),
    );
    return [...links, ...(fields.plain ?? [])];
  }

  return {
    put(kind, fields = {}) {
      const { rel: _rel, plain: _plain, ...own } = fields;
      count += 1;
      const id = own.id ?? `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
      const resource: Resource = {
        projectId: NAMED.includes(kind) ? undefined : PROJECT,
        name: '',
        status: 'ACTIVE',
        tags: [],
        metadata: {},
        facts: {},
        createdAt: '2026-11-23T11:00:00Z',
        ...own,
        kind,
        id: NAMED.includes(kind) ? (own.name ?? id) : id,
        links: linksOf(kind, fields),
      };
      if (resources.has(refKey(resource))) throw new Error(`${refKey(resource)} is there already`);
      resources.set(refKey(resource), resource);
      return resource;
    },
    change(resource, fields) {
      const { rel, plain, ...own } = fields;
      const links =
        rel === undefined && plain === undefined ? resource.links : [...resource.links, ...linksOf('image', fields)];
      const changed: Resource = { ...resource, ...own, kind: resource.kind, id: resource.id, links };
      resources.set(refKey(resource), changed);
      return changed;
    },
    remove(...gone) {
      for (const one of gone) resources.delete(refKey(one));
    },
    inventory: (gaps = []) => ({
      at: NOW,
      projectId: PROJECT,
      resources: [...resources.values()].filter((one) => !gaps.includes(one.kind)),
      gaps: gaps.map((kind) => ({ kind, why: '503' })),
      notLookedAt: [],
    }),
  };
}

/** Ledger entries for resources of a cluster. */
export function ledgerOf(cluster: string, ...resources: readonly Resource[]): readonly LedgerEntry[] {
  return resources.map(({ kind, id }) => ({ kind, id, cluster, source: 'journal line 7' }));
}
