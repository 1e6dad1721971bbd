import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readYaml } from '../io/yaml.ts';
import { TroikaError } from '../model/error.ts';

/** The process's environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where a process stands: what the search for clouds.yaml depends on. */
export interface Place {
  readonly env: Env;
  readonly cwd: string;
  readonly home: string;
}

/** A mapping of a YAML or JSON file. */
export type Settings = Readonly<Record<string, unknown>>;

/** What was read, and where it was found. */
export interface CloudFile {
  readonly path: string;
  readonly content: Settings;
}

/** The folders openstacksdk searches, first match wins (openstack/config/loader.py, CONFIG_SEARCH_PATH; appdirs). */
function searchPath({ env, cwd, home }: Place): readonly string[] {
  const folders = [
    cwd,
    join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'openstack'),
    join(env['SNAP_REAL_HOME'] ?? home, '.config', 'openstack'),
    join(env['XDG_CONFIG_DIRS'] ?? '/etc/xdg', 'openstack'),
    '/etc/openstack',
  ];
  return [...new Set(folders)];
}

/**
 * Reads the first file that exists: the one a variable names, else `<name>.yaml`, `.yml` or `.json` along the search path.
 * Files that may not be read are passed over, as openstacksdk does. A file named by a variable must be there, though: going
 * on with another one could mean another cloud.
 * @throws TroikaError `usage` for bad syntax, without a word of the text: it may be a password
 */
export async function readFirst(place: Place, name: string, variable?: string): Promise<CloudFile | undefined> {
  const named = variable === undefined ? undefined : place.env[variable];
  if (named !== undefined && named !== '') {
    const text = await textOf(named);
    if (text !== undefined) return { path: named, content: parse(named, text) };
    throw new TroikaError('usage', `${variable} names ${named}, which cannot be read`, {
      hint: `Correct the path, or unset ${variable}.`,
    });
  }
  for (const folder of searchPath(place)) {
    for (const suffix of ['.yaml', '.yml', '.json']) {
      const path = join(folder, `${name}${suffix}`);
      const text = await textOf(path);
      if (text !== undefined) return { path, content: parse(path, text) };
    }
  }
  return undefined;
}

/** A value as a mapping; anything else is an empty one. */
export function settings(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(path: string, text: string): Settings {
  if (/^(\s*(#.*)?\n?)*$/.test(text)) return {};
  let line: unknown;
  try {
    return settings(path.endsWith('.json') ? JSON.parse(text) : readYaml(text, path));
  } catch (error) {
    line = settings(settings(error)['mark'])['line'];
  }
  const where = typeof line === 'number' ? `, line ${line + 1}` : '';
  throw new TroikaError('usage', `${path}${where}: not valid ${path.endsWith('.json') ? 'JSON' : 'YAML'}`, {
    hint: 'Correct the file; the line is not shown because it may hold a password.',
  });
}
