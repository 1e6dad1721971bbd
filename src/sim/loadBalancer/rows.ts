/** What Octavia keeps of everything (octavia/db/base_models.py). */
interface Part {
  readonly id: string;
  readonly projectId: string;
  name: string;
  provisioning: string;
  operating: string;
  adminStateUp: boolean;
  tags: string[];
  readonly createdAt: string;
  updatedAt: string | null;
}

export interface LoadBalancer extends Part {
  description: string;
  readonly provider: string;
  readonly vipAddress: string;
  readonly vipPortId: string;
  readonly vipSubnetId: string;
  readonly vipNetworkId: string;
  /** The VIP port goes with it only when Octavia made it. */
  readonly ownsPort: boolean;
  /** Its group and amphora port, in the service project. */
  groupId: string | undefined;
  vrrpPortId: string | undefined;
}

export interface Listener extends Part {
  description: string;
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly protocolPort: number;
  defaultPoolId: string | null;
  readonly allowedCidrs: readonly string[] | null;
  readonly connectionLimit: number;
  readonly timeouts: {
    readonly clientData: number;
    readonly memberConnect: number;
    readonly memberData: number;
    readonly tcpInspect: number;
  };
}

export interface Pool extends Part {
  description: string;
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly algorithm: string;
  readonly sessionPersistence: unknown;
}

export interface Member extends Part {
  readonly poolId: string;
  readonly address: string;
  readonly protocolPort: number;
  readonly subnetId: string | null;
  readonly weight: number;
  readonly backup: boolean;
  readonly monitorAddress: string | null;
  readonly monitorPort: number | null;
}

export interface Monitor extends Part {
  readonly poolId: string;
  readonly type: string;
  readonly delay: number;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetriesDown: number;
  readonly httpMethod: string | null;
  readonly urlPath: string | null;
  readonly expectedCodes: string | null;
}
