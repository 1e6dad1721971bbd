import * as z from 'zod';

/** Something wrong that no single field shows: where, and what. */
export interface Breach {
  readonly path: readonly PropertyKey[];
  readonly says: string;
  /** A guard says no, and this is what to do. */
  readonly refused?: { readonly hint: string };
}

/** Looks at raw data. Says nothing where the fields it needs are wrong by themselves: that is reported already. */
export type Rule = (value: unknown) => readonly Breach[];

/** A rule over some fields of an object, whatever is wrong with its other fields. */
export function rule<Shape extends z.core.$ZodLooseShape>(
  needs: Shape,
  judge: (part: z.output<z.ZodObject<Shape>>) => readonly Breach[],
): Rule {
  const part = z.object(needs);
  return (value) => {
    const read = part.safeParse(value);
    return read.success ? judge(read.data) : [];
  };
}

/** The items that come up again, each with its index. */
export function repeated(items: readonly string[]): readonly { index: number; item: string }[] {
  return items.map((item, index) => ({ index, item })).filter(({ item, index }) => items.indexOf(item) < index);
}
