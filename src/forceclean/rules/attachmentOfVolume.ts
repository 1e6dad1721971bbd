import { linked, type Resource } from '../../model/resource.ts';
import { called, type Index } from '../index.ts';
import { partOf, veto, type Reason, type Rule, type View } from '../rule.ts';

/**
 * An attachment that Nova will not end is a part of its volume, and must be ended before that: its server is gone, or is
 * ours and does not know the volume. Of any other nobody asks: Nova ends it when the server goes.
 */
export const attachmentOfVolume: Rule = {
  name: 'attachment-of-owned-volume',
  kinds: ['volumeAttachment'],
  look(resource, view) {
    if (isOrphan(resource, view)) return ofVolume(resource, view, 'a server that is gone');
    const [server] = forgetters(resource, view);
    return server === undefined || view.standing(server) === undefined
      ? []
      : ofVolume(resource, view, `our ${called(server)}, which does not list it`);
  },
};

function ofVolume(attachment: Resource, view: View, holder: string): readonly Reason[] {
  return view.linkedTo(attachment, 'volume').map((volume) => {
    const standing = view.standing(volume);
    return standing === undefined
      ? veto(`of ${called(volume)}, which is not ours`, volume.id)
      : partOf(standing, `holds our ${called(volume)} for ${holder}`, volume.id);
  });
}

/**
 * An attachment whose server is no more: Nova will not take it away. As long as the server has the volume, Cinder refuses to
 * (cinder/volume/api.py, attachment_deletion_allowed). One that names no server is somebody else's work, and no orphan.
 */
export function isOrphan(attachment: Resource, index: Pick<Index, 'get'>): boolean {
  const server = attachment.links.find((link) => link.rel === 'server');
  return server !== undefined && index.get('server', server.id) === undefined;
}

/**
 * The server of an attachment which does not list the volume. Asked to detach it Nova says 404, and its deletion of the
 * server leaves the attachment: both go by Nova's own rows (nova/api/openstack/compute/volume_attachments.py, delete;
 * nova/compute/manager.py, _shutdown_instance). It may yet be attaching it, so the server goes first.
 */
export function forgetters(attachment: Resource, index: Pick<Index, 'linkedTo'>): readonly Resource[] {
  const volumes = linked(attachment, 'volume');
  return index
    .linkedTo(attachment, 'server')
    .filter((server) => !volumes.some((id) => linked(server, 'attachment').includes(id)));
}
