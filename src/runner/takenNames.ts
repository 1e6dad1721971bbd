import { TICKET_OWNER } from '../admission/ticketText.ts';
import type { PlannedName } from '../clusters/provisioner.ts';
import type { Inventory, Resource } from '../model/resource.ts';

/**
 * Where in the project the text of a new cluster's name stands already. Nothing afterwards could tell two clusters of
 * one name apart, so this is asked before anything is made. Here, and only here, substrings count. Its own ticket bears
 * the name and does not count.
 */
export function takenNames(before: Inventory, cluster: string, planned: readonly PlannedName[]): readonly string[] {
  const names = new Set(planned.map((entry) => `${entry.kind}/${entry.name}`));
  return before.resources
    .filter(
      (resource) =>
        resource.facts['deviceOwner'] !== TICKET_OWNER &&
        (names.has(`${resource.kind}/${resource.name}`) || textsOf(resource).some((text) => text.includes(cluster))),
    )
    .map((resource) => `${resource.kind} ${resource.name === '' ? resource.id : resource.name}`);
}

function textsOf(resource: Resource): readonly string[] {
  return [resource.name, resource.description ?? '', ...resource.tags, ...Object.values(resource.metadata)];
}
