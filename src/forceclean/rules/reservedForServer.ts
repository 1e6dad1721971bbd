import { called } from '../index.ts';
import { veto, type Rule } from '../rule.ts';

/** Cinder shows on a volume only servers that have it; one that it is being attached to stands on the attachment alone. */
export const reservedForServer: Rule = {
  name: 'reserved-for-server',
  kinds: ['volume'],
  look: (resource, view) =>
    view
      .pointing('volumeAttachment', 'volume', resource)
      .flatMap((attachment) => view.linkedTo(attachment, 'server'))
      .filter((server) => view.standing(server) === undefined)
      .map((server) => veto(`reserved for ${called(server)}, which is not ours`, server.id)),
};
