/** What should stand in the cloud, counted and wired. Made by the provisioner's pure plan. */
export interface ExpectedCluster {
  /** Names of servers that should be ACTIVE, each on this network (by name). */
  readonly servers: readonly { readonly name: string; readonly network: string; readonly volumes: readonly string[] }[];
  readonly loadBalancers: readonly {
    readonly name: string;
    readonly listeners: readonly string[];
    readonly members: number;
    /** Description of the floating IP on its VIP; undefined for an internal one. */
    readonly floatingIp?: string;
  }[];
}
