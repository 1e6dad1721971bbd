import {
  CORE_SCHEMA,
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  EVENT_ID,
  load,
  loadAll,
  parseEvents,
  YAML11_SCHEMA,
} from 'js-yaml';

/**
 * Reads one YAML document as PyYAML does, since every OpenStack tool reads clouds.yaml that way: `no` is false, `<<`
 * merges (js-yaml 5 reads YAML 1.2 by default, where `verify: no` is the text "no", hence true).
 * @throws an Error with line and column on bad syntax
 */
export function readYaml(text: string, name: string): unknown {
  return load(text, { filename: name, schema: YAML11_SCHEMA });
}

/** Every document of a YAML text, empty ones left out, read the same way. @throws as readYaml */
export function readYamlAll(text: string, name: string): readonly unknown[] {
  const all: readonly unknown[] = loadAll(text, { filename: name, schema: YAML11_SCHEMA });
  return all.filter((document) => document !== null && document !== undefined);
}

/** Ansible's mark for a text that it must not expand (Ansible: lib/ansible/parsing/yaml/constructor.py). */
const UNSAFE = defineScalarTag<string>('!unsafe', { resolve: (text) => text, identify: () => false });
const ANSIBLE_SCHEMA = YAML11_SCHEMA.withTags(UNSAFE);

/** The same for a file of Ansible's, in which some texts are marked as unsafe. */
export function readAnsibleYaml(text: string, name: string): unknown {
  return load(text, { filename: name, schema: ANSIBLE_SCHEMA });
}

/** Zuul's own tags (`!encrypted/pkcs1-oaep`, `!inherit`, `!override`) say nothing about what is read here. */
const ANY_TAG = { matchByTagPrefix: true, identify: () => false } as const;
const ZUUL_SCHEMA = YAML11_SCHEMA.withTags(
  defineScalarTag<string>('!', { ...ANY_TAG, resolve: (text) => text }),
  defineSequenceTag<unknown[]>('!', { ...ANY_TAG, create: () => [], addItem: (items, item) => void items.push(item) }),
  defineMappingTag<Map<unknown, unknown>, unknown>('!', {
    ...ANY_TAG,
    create: () => new Map(),
    addPair: (pairs, key, value) => (pairs.set(key, value), ''),
    has: (pairs, key) => pairs.has(key),
    keys: () => [],
    get: () => undefined,
    finalize: (pairs) => Object.fromEntries([...pairs].map(([key, value]) => [String(key), value])),
  }),
);

/** The same for a file of Zuul's configuration. */
export function readZuulYaml(text: string, name: string): unknown {
  return load(text, { filename: name, schema: ZUUL_SCHEMA });
}

/**
 * Reads a YAML document of strangers: plain values only. Tags, anchors and aliases, of which a few lines make gigabytes,
 * are refused before anything is built.
 * @throws an Error that says what is refused, with `mark.line` (from 0) where the text shows it
 */
export function readPlainYaml(text: string, name: string): unknown {
  for (const event of parseEvents(text, { filename: name })) {
    if (event.type === EVENT_ID.ALIAS) throw refused('an alias', text, event.anchorStart);
    if (!('tagStart' in event)) continue;
    if (event.tagStart >= 0) throw refused('a tag', text, event.tagStart);
    if (event.anchorStart >= 0) throw refused('an anchor', text, event.anchorStart);
  }
  return load(text, { filename: name, schema: CORE_SCHEMA });
}

function refused(what: string, text: string, offset: number): Error {
  const line = text.slice(0, offset).split('\n').length - 1;
  return Object.assign(new Error(`${what} is not allowed here`), { mark: { line } });
}
