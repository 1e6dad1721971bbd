export interface Volume {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  name: string;
  description: string | null;
  status: string;
  size: number;
  metadata: Record<string, string>;
  bootable: boolean;
  readonly multiattach: boolean;
  /** A group of volumes that somebody put it into. */
  groupId?: string;
  readonly type: string;
  readonly snapshotId: string | null;
  readonly sourceVolumeId: string | null;
  readonly imageId: string | undefined;
  readonly createdAt: string;
  updatedAt: string | null;
}

export interface Attachment {
  readonly id: string;
  readonly volumeId: string;
  readonly serverId: string;
  readonly projectId: string;
  status: 'reserved' | 'attaching' | 'attached' | 'detaching';
  readonly device: string;
  attachedAt: string | null;
}

export interface Snapshot {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  readonly volumeId: string;
  name: string;
  description: string | null;
  status: string;
  readonly size: number;
  metadata: Record<string, string>;
  readonly createdAt: string;
  updatedAt: string | null;
}

export interface Backup {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  readonly volumeId: string;
  /** The one it builds on. */
  readonly parentId: string | null;
  name: string;
  description: string | null;
  status: string;
  failReason: string | null;
  readonly size: number;
  metadata: Record<string, string>;
  readonly createdAt: string;
  updatedAt: string | null;
}
