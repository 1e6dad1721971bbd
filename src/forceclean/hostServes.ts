import { textsOf } from '../creators/recognise.ts';
import { V1_SCRIPTS } from '../creators/v1Scripts.ts';
import type { View } from './rule.ts';

/**
 * True when a text that the scripts on the V1 management host of this prefix wrote names a cluster that is not in question:
 * its server groups, its security group, its credential (`P-C-…`). The host then serves more than us. Pure.
 * @param asked names of the clusters in question
 */
export function servesOthers(prefix: string, asked: ReadonlySet<string>, view: Pick<View, 'inventory'>): boolean {
  const rows = READ.map((row) => ({ row, read: row.template.reader({ P: prefix }) }));
  return view.inventory.resources.some((resource) =>
    rows
      .filter(({ row }) => row.kind === resource.kind)
      .some(({ row, read }) =>
        textsOf(resource, row.field)
          .map(read)
          .some((tokens) => {
            const cluster = tokens?.C ?? afterPrefix(tokens?.J, prefix);
            return cluster !== undefined && !asked.has(cluster);
          }),
      ),
  );
}

/** Machine names hold both names, too, but could be read in more than one way. */
const READ = Object.values(V1_SCRIPTS).filter(
  ({ template: { tokens } }) => tokens.includes('J') || tokens.includes('P'),
);

function afterPrefix(joined: string | undefined, prefix: string): string | undefined {
  return joined?.startsWith(`${prefix}-`) === true ? joined.slice(prefix.length + 1) : undefined;
}
