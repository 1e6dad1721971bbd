import * as z from 'zod';
import { VERDICTS } from '../model/verdict.ts';

const verdict = z.enum(VERDICTS.map((row) => row.verdict));

const check = z.strictObject({
  name: z.string(),
  state: z
    .enum(['ok', 'warn', 'bad', 'unchecked'])
    .describe('warn: a run works all the same. unchecked: it could not be looked at; that alone is no fault.'),
  says: z.string(),
  remedy: z.string().nullable(),
  verdict: verdict.describe('How a run would end that meets this; passed unless the state is bad.'),
});

/** The shape of what `troika doctor --json` prints, version 1. */
export const doctorFile = z
  .strictObject({
    version: z.literal(1),
    cloud: z.string().nullable().describe('null: there was no login.'),
    projectId: z.string().nullable(),
    checks: z.array(check),
    verdict: verdict.describe('The worst of all checks.'),
  })
  .describe('Whether Troika can work with a cloud, a credential and a configuration.');

export type Check = z.output<typeof check>;
export type DoctorFile = z.output<typeof doctorFile>;

/** The JSON Schema (2020-12) of the output of `troika doctor --json`. */
export function doctorSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(doctorFile), title: 'troika doctor' };
}
