export interface Image {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly visibility: 'public' | 'private' | 'shared' | 'community';
  readonly status: string;
  readonly protected: boolean;
  readonly size: number;
  readonly minDisk: number;
  readonly minRam: number;
  readonly checksum: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
}
