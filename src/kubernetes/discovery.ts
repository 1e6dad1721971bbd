import { z } from 'zod';
import { hasKubeStatus } from './kubeError.ts';
import type { ApiKind, Manifest } from './kube.ts';
import type { Ask } from './request.ts';

const Group = z.looseObject({
  preferredVersion: z.looseObject({ version: z.string() }),
  versions: z.array(z.looseObject({ version: z.string() })),
});

const Resources = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});
type Resource = z.output<typeof Resources>['resources'][number];

/** What a server tells of its kinds. It remembers what was found; what was not is asked for again, for it may be installed later. */
export interface Discovery {
  /** The version in which the server shows a kind: the one it prefers, else the next that has it. Undefined: it does not know the kind. */
  versionOf(kind: ApiKind): Promise<string | undefined>;
  /** The kind and version that a manifest names. */
  kindOf(manifest: Pick<Manifest, 'apiVersion' | 'kind'>): Promise<{ kind: ApiKind; version: string } | undefined>;
}

export function createDiscovery(ask: Ask): Discovery {
  const versions = new Map<string, string>();
  const kinds = new Map<string, { kind: ApiKind; version: string }>();

  const found = async <T>(path: string, read: (value: unknown) => T): Promise<T | undefined> => {
    try {
      return await ask({ method: 'GET', path }, read);
    } catch (error) {
      if (hasKubeStatus(error, 404)) return undefined;
      throw error;
    }
  };
  const resources = async (group: string, version: string): Promise<readonly Resource[]> => {
    const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    return (await found(path, (value) => Resources.parse(value)))?.resources ?? [];
  };

  return {
    async versionOf({ group, plural }) {
      if (group === '') return 'v1';
      const key = `${plural}.${group}`;
      const known = versions.get(key);
      if (known !== undefined) return known;
      const answer = await found(`/apis/${group}`, (value) => Group.parse(value));
      if (answer === undefined) return undefined;
      const all = [answer.preferredVersion, ...answer.versions].map((one) => one.version);
      for (const version of new Set(all)) {
        if (!(await resources(group, version)).some((one) => one.name === plural)) continue;
        versions.set(key, version);
        return version;
      }
      return undefined;
    },
    async kindOf({ apiVersion, kind }) {
      const key = `${apiVersion} ${kind}`;
      const known = kinds.get(key);
      if (known !== undefined) return known;
      const parts = apiVersion.split('/');
      const version = parts.pop() ?? '';
      const group = parts.pop() ?? '';
      const one = (await resources(group, version)).find((each) => each.kind === kind && !each.name.includes('/'));
      if (one === undefined) return undefined;
      const place = { kind: { group, plural: one.name, namespaced: one.namespaced }, version };
      kinds.set(key, place);
      return place;
    },
  };
}
