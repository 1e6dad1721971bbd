import * as z from 'zod';
import { runFile } from './config.ts';

/** The JSON Schema (2020-12) of troika.yaml as a person writes it, for editors and the docs. */
export function configSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(runFile, { io: 'input' }), title: 'troika.yaml' };
}
