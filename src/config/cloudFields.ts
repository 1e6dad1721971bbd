import type { ChosenCloud } from './chooseCloud.ts';

/** Reads single settings of a cloud and gathers what is wrong with them, so that all of it is said at once. */
export interface Fields {
  /** The setting of the last of these names that has one; within `auth` before beside it, as openstacksdk's magic_fixes do. */
  value(...names: readonly string[]): string | undefined;
  /** The same; when there is none, `label` is what is missing. Without names, the label is the name. */
  need(label: string, ...names: readonly string[]): string | undefined;
  wrong(name: string, says: string): void;
  readonly problems: readonly string[];
}

/** The settings of a cloud, field by field. */
export function fieldsOf(cloud: ChosenCloud): Fields {
  const problems = new Set<string>();

  /** As the user would write it: `auth.password` in a file, OS_PASSWORD in the environment. */
  function shown(name: string): string {
    if (cloud.fromEnv) return name.replace(/\w{3,}/g, (word) => `OS_${word.toUpperCase()}`);
    return INSIDE_AUTH.test(name) ? `auth.${name}` : name;
  }

  function textOf(name: string, value: unknown): string | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    problems.add(`${shown(name)} is not a text; write it in quotes`);
    return undefined;
  }

  function value(...names: readonly string[]): string | undefined {
    for (const name of names.toReversed()) {
      const found = textOf(name, cloud.auth[name]) ?? textOf(name, cloud.settings[name]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    value,
    need(label, ...names) {
      const before = problems.size;
      const found = value(...(names.length === 0 ? [label] : names));
      if (found === undefined && problems.size === before) problems.add(`${shown(label)} is missing`);
      return found;
    },
    wrong: (name, says) => problems.add(`${shown(name)}: ${says}`),
    get problems() {
      return [...problems];
    },
  };
}

const INSIDE_AUTH = /^(auth_url|user|password|project|token|application_credential)/;
