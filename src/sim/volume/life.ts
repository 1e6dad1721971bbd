import type { State } from '../core/state.ts';
import type { Attachment, Volume } from './rows.ts';

/** How a volume is wanted; Nova makes its own with it too. */
export interface VolumeWish {
  readonly projectId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string | null;
  readonly size: number;
  readonly imageId?: string | undefined;
  readonly metadata?: Record<string, string>;
  readonly snapshotId?: string | null;
  readonly sourceVolumeId?: string | null;
  readonly multiattach?: boolean;
}

export const VOLUME_TYPE = 'sim';

/** Puts a volume there in `creating`, without asking for quota. */
export function addVolume(state: State, wish: VolumeWish): Volume {
  const volume: Volume = {
    id: state.random.uuid(),
    projectId: wish.projectId,
    userId: wish.userId,
    name: wish.name,
    description: wish.description,
    status: 'creating',
    size: wish.size,
    metadata: wish.metadata ?? {},
    bootable: false,
    multiattach: wish.multiattach ?? false,
    type: VOLUME_TYPE,
    snapshotId: wish.snapshotId ?? null,
    sourceVolumeId: wish.sourceVolumeId ?? null,
    imageId: wish.imageId,
    createdAt: `${state.time.stamp()}.000000`,
    updatedAt: null,
  };
  if (wish.imageId !== undefined) volume.bootable = true;
  state.volumes.set(volume.id, volume);
  return volume;
}

/** Takes a volume away. */
export function removeVolume(state: State, id: string): void {
  state.volumes.delete(id);
}

/** Reserves a volume for a server (cinder/volume/api.py, attachment_create). */
export function attach(
  state: State,
  volumeId: string,
  server: { id: string; projectId: string },
  device: string,
): Attachment {
  const attachment: Attachment = {
    id: state.random.uuid(),
    volumeId,
    serverId: server.id,
    projectId: server.projectId,
    status: 'reserved',
    device,
    attachedAt: null,
  };
  state.attachments.set(attachment.id, attachment);
  setStatus(state, volumeId, 'reserved');
  return attachment;
}

/** The volume is in use from now on. */
export function finishAttach(state: State, attachmentId: string): void {
  const attachment = state.attachments.get(attachmentId);
  if (attachment === undefined) return;
  attachment.status = 'attached';
  attachment.attachedAt = `${state.time.stamp()}.000000`;
  setStatus(state, attachment.volumeId, 'in-use');
}

/** Lets a volume go: `available` when nothing else holds it. */
export function detach(state: State, attachmentId: string): void {
  const attachment = state.attachments.get(attachmentId);
  if (attachment === undefined) return;
  state.attachments.delete(attachmentId);
  const others = [...state.attachments.values()].some((row) => row.volumeId === attachment.volumeId);
  if (!others) setStatus(state, attachment.volumeId, 'available');
}

/** Gives a volume a status and a new `updated_at`. */
export function setStatus(state: State, volumeId: string, status: string): void {
  const volume = state.volumes.get(volumeId);
  if (volume === undefined) return;
  volume.status = status;
  volume.updatedAt = `${state.time.stamp()}.000000`;
}
