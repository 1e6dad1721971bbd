import { TICKET_OWNER } from '../admission/ticketText.ts';
import type { PlannedName } from '../clusters/provisioner.ts';
import { textOf } from '../creators/recognise.ts';
import type { Inventory } from '../model/resource.ts';

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
        (names.has(`${resource.kind}/${resource.name}`) || textOf(resource).includes(cluster)),
    )
    .map((resource) => `${resource.kind} ${resource.name === '' ? resource.id : resource.name}`);
}
