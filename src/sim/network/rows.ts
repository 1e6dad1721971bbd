/** What Neutron keeps of everything (neutron/db/standard_attr.py). */
export interface Standard {
  readonly id: string;
  readonly projectId: string;
  name: string;
  description: string;
  tags: string[];
  readonly createdAt: string;
  updatedAt: string;
  revision: number;
  /** Revisions it had, and the request after which it no longer had them; see `mayWrite`. */
  history: { readonly revision: number; readonly until: number }[];
}

export interface Network extends Standard {
  readonly shared: boolean;
  readonly external: boolean;
  readonly mtu: number;
  adminStateUp: boolean;
}

export interface Subnet extends Standard {
  readonly networkId: string;
  readonly cidr: string;
  gatewayIp: string | null;
  readonly pools: readonly { readonly start: string; readonly end: string }[];
  enableDhcp: boolean;
  dnsNameservers: string[];
  hostRoutes: unknown[];
}

export interface FixedIp {
  readonly subnetId: string;
  readonly address: string;
}

export interface Port extends Standard {
  readonly networkId: string;
  readonly mac: string;
  adminStateUp: boolean;
  status: string;
  deviceId: string;
  deviceOwner: string;
  fixedIps: FixedIp[];
  securityGroups: string[];
  portSecurity: boolean;
  allowedAddressPairs: unknown[];
}

export interface Subport {
  readonly portId: string;
  readonly segmentationType: string;
  readonly segmentationId: number;
}

export interface Trunk extends Standard {
  readonly portId: string;
  adminStateUp: boolean;
  readonly status: string;
  subports: readonly Subport[];
}

export interface Route {
  readonly destination: string;
  readonly nexthop: string;
}

export interface Router extends Standard {
  adminStateUp: boolean;
  gateway: { readonly networkId: string; readonly enableSnat: boolean; readonly portId: string } | undefined;
  routes: Route[];
}

/** Its `name` is never shown: Neutron has none for it. */
export interface FloatingIp extends Standard {
  readonly networkId: string;
  readonly address: string;
  readonly subnetId: string;
  routerId: string | null;
  portId: string | null;
  fixedAddress: string | null;
  status: string;
}

export interface SecurityGroup extends Standard {
  readonly stateful: boolean;
}

export interface SecurityGroupRule {
  readonly id: string;
  readonly projectId: string;
  readonly groupId: string;
  readonly direction: string;
  readonly ethertype: string;
  readonly protocol: string | null;
  readonly portMin: number | null;
  readonly portMax: number | null;
  readonly remoteGroupId: string | null;
  readonly remoteIpPrefix: string | null;
  readonly description: string | null;
  readonly createdAt: string;
  readonly standardAttrId: number;
}
