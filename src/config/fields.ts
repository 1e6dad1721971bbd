import * as z from 'zod';

/** An object whose unknown keys are errors that list the known ones: a misspelt key never passes silently. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: unknownKey(Object.keys(shape)) });
}

/** Numbers by name, every name optional; an unknown name is an error that lists the known ones. */
export function numbersBy<Name extends string>(names: readonly Name[]): z.ZodType<Partial<Record<Name, number>>> {
  return z.partialRecord(z.enum(names), z.int().min(0), { error: unknownKey(names) });
}

function unknownKey(known: readonly string[]): (issue: { readonly code?: string | undefined }) => string | undefined {
  return (issue) => (issue.code === 'unrecognized_keys' ? `is not known here; known: ${known.join(', ')}` : undefined);
}

const DURATION = /^([1-9]\d{0,5})([smh])$/;
const SECONDS = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** A duration such as `90s`, `45m` or `2h`, read as seconds. A bare number is refused: its unit would be a guess. */
export function duration(): z.ZodType<number, string> {
  return z
    .string({ error: 'write a duration with its unit, such as 90s, 45m or 2h' })
    .regex(DURATION, 'write a duration with its unit, such as 90s, 45m or 2h')
    .transform((text) => {
      const [, amount = '', unit = ''] = DURATION.exec(text) ?? [];
      return Number(amount) * (SECONDS.get(unit) ?? Number.NaN);
    });
}

/** A release of a cluster stack, or a version: YAML reads 1.30 without quotes as a number, which is 1.3. */
export function release(): z.ZodString {
  return z.string({ error: 'write a release such as openstack-scs2-1-34-v2, or a version in quotes, such as "1.34"' });
}

/** A name as Kubernetes allows it for namespaces, Services and claims: an RFC 1123 label. */
export function dnsLabel(): z.ZodString {
  return z
    .string()
    .regex(
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
      'use 1 to 63 lower-case letters, digits and hyphens, no hyphen at an end',
    );
}

/** A name in OpenStack: 1 to 255 characters, none of them a control character. */
export function cloudName(): z.ZodString {
  return z.string().regex(/^[^\p{Cc}]{1,255}$/u, 'use 1 to 255 printable characters');
}
