import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** An administrator's listing shows other projects too, and a network's owner sees their ports. */
export const project: Rule = {
  name: 'other-project',
  kinds: KINDS,
  look: (resource, view) =>
    resource.projectId === undefined || resource.projectId === view.inventory.projectId
      ? []
      : [veto('belongs to another project', resource.projectId)],
};
