import { ROWS } from '../creators/tables.ts';
import { KINDS, type Inventory, type Kind } from '../model/resource.ts';

/** Kinds of which one cluster makes one of a name. Two of them under one name are two clusters' (or an accident). */
export const ONE_OF_A_NAME: readonly Kind[] = [
  'network',
  'subnet',
  'router',
  'securityGroup',
  'loadBalancer',
  'serverGroup',
];

/** Kinds that show another cluster of the same or a like name: by a second one of a name, or in words of its creator. */
const WITNESSES = KINDS.filter(
  (kind) => ONE_OF_A_NAME.includes(kind) || ROWS.some((row) => row.kind === kind && row.telling),
);

/** True when a list failed that might show another cluster of like name: then a name that may be its, too, proves nothing. Pure. */
export function isBlind({ gaps }: Inventory): boolean {
  return gaps.some(({ kind }) => WITNESSES.includes(kind));
}
