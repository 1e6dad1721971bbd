import { TroikaError } from '../model/error.ts';
import { settings } from './cloudFiles.ts';
import type { CloudFile, Env, Settings } from './cloudFiles.ts';
import { inRegion, merge, normal, overlay, text } from './cloudMerge.ts';

/** The settings of one cloud, merged, before they are understood. */
export interface ChosenCloud {
  readonly name: string;
  /** It was asked for, or OS_CLOUD names it. */
  readonly named: boolean;
  /** Where they come from, for messages: a path, or `the environment`. */
  readonly source: string;
  readonly fromEnv: boolean;
  /** Keys with `_` for `-`; `auth` is a mapping of its own. */
  readonly settings: Settings;
  readonly auth: Settings;
}

/** What there is to choose from: clouds.yaml, secure.yaml over it, clouds-public.yaml for profiles, and the environment. */
export interface CloudSources {
  readonly env: Env;
  readonly clouds: CloudFile | undefined;
  readonly secure: CloudFile | undefined;
  readonly profiles: CloudFile | undefined;
}

/** Variables that choose a cloud; alone they do not define one (openstack/config/loader.py, _get_os_environ). */
const SELECTORS = new Set([
  'OS_CLOUD',
  'OS_REGION_NAME',
  'OS_CLIENT_CONFIG_FILE',
  'OS_CLIENT_SECURE_FILE',
  'OS_CLOUD_NAME',
]);
const NOT_OURS = /^OS_(TEST|STD|LOG)/;

/**
 * Chooses a cloud as openstacksdk does (openstack/config/loader.py): the one asked for, else OS_CLOUD, else the one of the `OS_*`
 * variables, else the only one there is. Pure.
 * @throws TroikaError `usage` when there is none, or no way to choose
 */
export function chooseCloud(sources: CloudSources, asked: string | undefined): ChosenCloud {
  const { env, clouds: file } = sources;
  const clouds = merge(settings(file?.content['clouds']), settings(sources.secure?.content['clouds']));
  const envName = env['OS_CLOUD_NAME'] ?? 'envvars';
  const envCloud = fromEnvironment(env);
  const names = [...Object.keys(clouds), ...(envCloud === undefined ? [] : [envName])];
  if (Object.hasOwn(clouds, envName)) {
    throw new TroikaError(
      'usage',
      `${where(file)} has a cloud "${envName}", the name of the cloud that the OS_* variables define`,
      {
        hint: 'Rename it, or set OS_CLOUD_NAME to another name.',
      },
    );
  }
  const only = names.length === 1 ? names[0] : undefined;
  const said = asked ?? (env['OS_CLOUD'] || undefined);
  const name = said ?? (envCloud === undefined ? only : envName);
  if (name === undefined || !names.includes(name)) throw noCloud(name, names, file);
  if (name === envName && envCloud !== undefined)
    return chosen(name, 'the environment', true, said, inRegion(merge(DEFAULTS, envCloud), name, undefined));
  const own = normal(settings(clouds[name]));
  const profile = text(own['profile']) ?? text(own['cloud']);
  const vendor =
    profile === undefined ? {} : normal(settings(settings(sources.profiles?.content['public-clouds'])[profile]));
  const merged = overlay(overlay(DEFAULTS, vendor), own);
  return chosen(name, where(file), false, said, inRegion(merged, name, env['OS_REGION_NAME'] || undefined));
}

const DEFAULTS: Settings = { auth_type: 'password', interface: 'public', verify: true };

function chosen(name: string, source: string, fromEnv: boolean, said: string | undefined, all: Settings): ChosenCloud {
  return { name, named: said !== undefined, source, fromEnv, settings: all, auth: settings(all['auth']) };
}

function fromEnvironment(env: Env): Settings | undefined {
  const ours = Object.keys(env).filter((key) => key.startsWith('OS_') && !NOT_OURS.test(key));
  if (ours.every((key) => SELECTORS.has(key))) return undefined;
  return Object.fromEntries(ours.map((key) => [key.slice(3).toLowerCase(), env[key]]));
}

function noCloud(name: string | undefined, names: readonly string[], file: CloudFile | undefined): TroikaError {
  if (names.length === 0) {
    return new TroikaError(
      'usage',
      name === undefined ? 'no cloud is configured' : `there is no cloud "${name}", nor any other`,
      {
        hint: 'Write a clouds.yaml (here, in ~/.config/openstack or in /etc/openstack), name one in OS_CLIENT_CONFIG_FILE, or set the OS_* variables.',
      },
    );
  }
  const there = `${where(file)} has: ${names.join(', ')}`;
  return new TroikaError(
    'usage',
    name === undefined ? `no cloud is chosen; ${there}` : `there is no cloud "${name}"; ${there}`,
    {
      hint: 'Choose one with --cloud, OS_CLOUD, or cloud in troika.yaml.',
    },
  );
}

function where(file: CloudFile | undefined): string {
  return file?.path ?? 'the environment';
}
