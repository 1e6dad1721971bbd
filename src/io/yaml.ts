import { load, YAML11_SCHEMA } from 'js-yaml';

/**
 * Reads one YAML document as PyYAML does, since every OpenStack tool reads clouds.yaml that way: `no` is false, `<<`
 * merges (js-yaml 5 reads YAML 1.2 by default, where `verify: no` is the text "no", hence true).
 * @throws an Error with line and column on bad syntax
 */
export function readYaml(text: string, name: string): unknown {
  return load(text, { filename: name, schema: YAML11_SCHEMA });
}
