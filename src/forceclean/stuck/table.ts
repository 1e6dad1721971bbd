import type { Resource } from '../../model/resource.ts';
import { COMPUTE } from './compute.ts';
import { NETWORK } from './network.ts';
import { anchorOf, type Stuck } from './row.ts';
import { STORAGE } from './storage.ts';

/** Every way to be stuck that we can name. */
export const STUCK = { ...COMPUTE, ...STORAGE, ...NETWORK } as const satisfies Record<string, Stuck>;

export type StuckName = keyof typeof STUCK;

const NAMES = Object.keys(STUCK).filter((name): name is StuckName => name in STUCK);

/** What a resource's state says by itself; undefined when it is in nobody's way. Pure. */
export function stuckState(resource: Resource): StuckName | undefined {
  const state = resource.facts['taskState'] === 'deleting' ? 'task deleting' : resource.status;
  return NAMES.find((name) => {
    const row: Stuck = STUCK[name];
    return row.kind === resource.kind && row.states?.includes(state) === true;
  });
}

/**
 * What somebody has to do, with the command to the letter and where to read more.
 * @param id of the last cause
 * @param held id of what it holds
 * @param words what else stands in the command
 */
export function remedy(
  name: StuckName,
  id: string,
  held: string,
  words: Readonly<Record<string, string>> = {},
): string {
  const { who, command, says, title }: Stuck = STUCK[name];
  const all = Object.entries({ ...words, id, held });
  const line = all.reduce((text, [word, value]) => text.replaceAll(`{${word}}`, value), command);
  const whose = who === 'operator' ? 'An operator of the cloud' : 'Whoever it belongs to';
  return `${says}. ${whose}: ${line} (docs/stuck.md#${anchorOf(title)})`;
}
