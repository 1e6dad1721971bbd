import type { Resource } from '../../model/resource.ts';
import { called, type Index } from '../index.ts';
import { partOf, veto, type Rule } from '../rule.ts';

/**
 * An attachment without its server is a part of its volume, and must be ended before that. With its server it is not asked
 * about: Nova ends it when the server goes.
 */
export const attachmentOfVolume: Rule = {
  name: 'attachment-of-owned-volume',
  kinds: ['volumeAttachment'],
  look: (resource, view) =>
    (isOrphan(resource, view) ? view.linkedTo(resource, 'volume') : []).map((volume) => {
      const standing = view.standing(volume);
      return standing === undefined
        ? veto(`of ${called(volume)}, which is not ours`, volume.id)
        : partOf(standing, `holds our ${called(volume)} for a server that is gone`, volume.id);
    }),
};

/**
 * An attachment whose server is no more: Nova will not take it away. As long as the server stands, Cinder refuses to
 * (cinder/volume/api.py, attachment_deletion_allowed). One that names no server is somebody else's work, and no orphan.
 */
export function isOrphan(attachment: Resource, index: Pick<Index, 'get'>): boolean {
  const server = attachment.links.find((link) => link.rel === 'server');
  return server !== undefined && index.get('server', server.id) === undefined;
}
