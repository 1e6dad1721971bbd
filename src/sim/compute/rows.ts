export interface Flavor {
  readonly id: string;
  readonly name: string;
  readonly vcpus: number;
  readonly ram: number;
  readonly disk: number;
}

export interface Server {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  name: string;
  description: string | null;
  status: 'BUILD' | 'ACTIVE' | 'ERROR';
  vmState: 'building' | 'active' | 'error';
  taskState: string | null;
  readonly flavor: Flavor;
  /** '' when it boots from a volume. */
  readonly imageId: string;
  readonly keyName: string | null;
  metadata: Record<string, string>;
  tags: string[];
  locked: boolean;
  /** What stands on its console; without it, what a machine says that has just booted. */
  console?: string;
  readonly groupId: string | undefined;
  /** Names asked for at create, for ports which Nova makes. */
  readonly securityGroups: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  launchedAt: string | null;
  /** Ports which Nova made and takes away again. */
  readonly ownPorts: Set<string>;
  /** Its attachments, in the order of their devices. */
  readonly volumes: { volumeId: string; deleteOnTermination: boolean; device: string; attachmentId: string }[];
}

export interface ServerGroup {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly userId: string;
  readonly policy: string;
  readonly members: string[];
}

export interface Keypair {
  readonly name: string;
  readonly userId: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly type: string;
}
