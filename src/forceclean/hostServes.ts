import { textsOf } from '../creators/recognise.ts';
import type { TextRow } from '../creators/row.ts';
import { V1_SCRIPTS } from '../creators/v1Scripts.ts';
import { KINDS } from '../model/resource.ts';
import { lazy, once } from './once.ts';
import type { View } from './rule.ts';

/** Machine names hold both names, too, but could be read in more than one way. */
const JOINED = Object.values(V1_SCRIPTS).filter(({ template: { tokens } }) => tokens.includes('J'));
const APART = Object.values(V1_SCRIPTS).filter(({ template: { tokens } }) => tokens.includes('P'));

/**
 * Answers whether a text that the scripts on the V1 management host of a prefix wrote names a cluster that is not in
 * question: its server groups, its security group, its credential (`P-C-…`). The host then serves more than us. Pure.
 * @param asked names of the clusters in question
 */
export function createHostServes(asked: ReadonlySet<string>, view: Pick<View, 'ofKind'>): (prefix: string) => boolean {
  const joined = lazy(() =>
    JOINED.flatMap((row) => {
      const read = row.template.reader();
      return textsIn(row, view).flatMap((text) => read(text)?.J ?? []);
    }),
  );
  return once((prefix) => {
    const apart = APART.flatMap((row) => {
      const read = row.template.reader({ P: prefix });
      return textsIn(row, view).flatMap((text) => read(text)?.C ?? []);
    });
    const after = joined().flatMap((text) => (text.startsWith(`${prefix}-`) ? [text.slice(prefix.length + 1)] : []));
    return [...apart, ...after].some((cluster) => !asked.has(cluster));
  });
}

function textsIn({ kind, field }: TextRow, view: Pick<View, 'ofKind'>): readonly string[] {
  return KINDS.filter((one) => one === kind)
    .flatMap((one) => view.ofKind(one))
    .flatMap((resource) => textsOf(resource, field));
}
