import { expect } from 'chai';
import { configSchema } from '../../src/config/schema.ts';

/** Every property of a JSON Schema, at any depth, as `path` and its schema. */
function properties(schema: unknown, path = ''): readonly { path: string; schema: object }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'properties') return properties(value, path);
    return Object.entries(Object(value)).flatMap(([name, inner]) => [
      { path: `${path}.${name}`, schema: Object(inner) },
      ...properties(inner, `${path}.${name}`),
    ]);
  });
}

describe('The JSON Schema of troika.yaml', () => {
  it('describes every field', () => {
    const all = properties(configSchema());
    expect(all.length).to.be.greaterThan(30);
    const silent = all.filter(({ schema }) => !('description' in schema)).map(({ path }) => path);
    expect(silent).to.deep.equal([]);
  });

  it('shows what a person writes: durations with units, and their defaults', () => {
    const deadline = properties(configSchema()).find(({ path }) => path === '.deadline')?.schema;
    expect(deadline).to.include({ type: 'string', default: '45m' });
  });

  it('demands nothing but clusters and their provisioner', () => {
    expect(configSchema()['required']).to.deep.equal(['clusters']);
  });
});
