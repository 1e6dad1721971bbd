import { TroikaError } from '../model/error.ts';
import { settings } from './cloudFiles.ts';
import type { Settings } from './cloudFiles.ts';

/**
 * The settings of the region asked for, else of the first one the cloud lists (openstack/config/loader.py, _get_region).
 * @throws TroikaError `usage` for a region that the cloud does not list
 */
export function inRegion(cloud: Settings, name: string, asked: string | undefined): Settings {
  const listed = cloud['regions'] ?? text(cloud['region_name'])?.split(',') ?? cloud['region_name'];
  const regions = (Array.isArray(listed) ? listed : []).map((region: unknown) =>
    typeof region === 'string'
      ? { name: region, values: {} }
      : { name: text(settings(region)['name']), values: settings(settings(region)['values']) },
  );
  const region = regions.find((candidate) => asked === undefined || candidate.name === asked);
  if (region === undefined && regions.length > 0) {
    throw new TroikaError(
      'usage',
      `cloud "${name}" has no region "${asked}"; it has: ${regions.map((known) => known.name).join(', ')}`,
      {
        hint: 'Correct or unset OS_REGION_NAME. Names of regions are case sensitive.',
      },
    );
  }
  return { ...overlay(cloud, normal(region?.values ?? {})), region_name: region?.name ?? asked };
}

/** The second over the first; mappings are merged all the way down. */
export function merge(under: Settings, over: Settings): Settings {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    merged[key] = nested ? merge(settings(under[key]), settings(value)) : value;
  }
  return merged;
}

/** The second over the first; only `auth` is merged, one level deep. */
export function overlay(under: Settings, over: Settings): Settings {
  return { ...under, ...over, auth: { ...settings(under['auth']), ...settings(over['auth']) } };
}

/** Keys with `_` for `-`, at the top and within `auth`. */
export function normal(cloud: Settings): Settings {
  const flat = Object.fromEntries(Object.entries(cloud).map(([key, value]) => [key.replaceAll('-', '_'), value]));
  const auth = Object.entries(settings(flat['auth'])).map(([key, value]) => [key.replaceAll('-', '_'), value]);
  return { ...flat, auth: Object.fromEntries(auth) };
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
