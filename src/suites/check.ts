import type { Inventory, Kind, Resource } from '../model/resource.ts';

/** One thing that should be so: its name, what is wrong with it (`undefined`: nothing), and what is worth telling anyway. */
export interface Check {
  readonly name: string;
  readonly wrong: string | undefined;
  readonly note?: string;
}

/** The one resource of a kind with a name, or a sentence why there is not one. */
export function oneNamed(inventory: Inventory, kind: Kind, name: string): Resource | string {
  return only(
    inventory.resources.filter((resource) => resource.kind === kind && resource.name === name),
    `${kind} of this name`,
  );
}

/** The only one of the resources found, or a sentence. */
export function only(found: readonly Resource[], what: string): Resource | string {
  const [first, ...others] = found;
  if (first === undefined) return `there is no ${what}`;
  return others.length === 0 ? first : `there are ${found.length} of ${what}, not one`;
}

/** What is wrong with a status: nothing when it is the wanted one. */
export function statusWrong(resource: Resource, wanted: string): string | undefined {
  return resource.status === wanted ? undefined : `its status is ${resource.status || '(none)'}, not ${wanted}`;
}
