import { idOf, type Body } from './piece.ts';

export const GROUP = { controlPlane: 'group:controlplane', worker: 'group:worker' } as const;

type Role = keyof typeof GROUP;

/** Rules of CAPO's two groups, as bodies without the group's id. `cidr` is the cluster's subnet. */
export interface RuleSets {
  readonly controlPlane: (cidr: string) => readonly Body[];
  readonly worker: (cidr: string) => readonly Body[];
}

/** CAPO takes Neutron's default rules away and puts its own in their place (v0.9.0 securitygroups_rules.go). */
const EGRESS: readonly Body[] = ['IPv4', 'IPv6'].map((ethertype) => ({
  direction: 'egress',
  ethertype,
  description: 'Full open',
}));

/** CAPO 0.9: nodes trust each other by Calico's protocols (v0.9.0 securitygroups_rules.go; recorded). */
export const CAPO_0_9_RULES: RuleSets = {
  controlPlane: () => [
    ...EGRESS,
    ingress('Kubernetes API', 'tcp', 6443),
    ingress('Etcd', 'tcp', [2379, 2380], 'controlPlane'),
    ...fromBoth('Kubelet API', 'tcp', 10250),
    ...calico(),
  ],
  worker: () => [
    ...EGRESS,
    ingress('Node Port Services', 'tcp', [30000, 32767]),
    ingress('Node Port Services', 'udp', [30000, 32767]),
    ...fromBoth('Kubelet API', 'tcp', 10250),
    ...calico(),
  ],
};

/** CAPO from 0.11 with the Cilium rules of scs2 (v0.12.0 securitygroups.go:199-257; cluster-stacks openstack-cluster-template.yaml:14-45). */
export const CAPO_0_12_RULES: RuleSets = {
  controlPlane: () => [
    ...EGRESS,
    ingress('Kubernetes API', 'tcp', 6443),
    ingress('Etcd', 'tcp', [2379, 2380], 'controlPlane'),
    ...fromBoth('Kubelet API', 'tcp', 10250),
    ...cilium(),
  ],
  worker: (cidr) => [
    ...EGRESS,
    { ...ingress('Node Port Services', 'tcp', [30000, 32767]), remote_ip_prefix: cidr },
    { ...ingress('Node Port Services', 'udp', [30000, 32767]), remote_ip_prefix: cidr },
    ...(['worker', 'controlPlane'] as const).flatMap((from) => [
      ingress('Node Port Services', 'tcp', [30000, 32767], from),
      ingress('Node Port Services', 'udp', [30000, 32767], from),
    ]),
    ...fromBoth('Kubelet API', 'tcp', 10250),
    ...cilium(),
  ],
};

function calico(): readonly Body[] {
  return [...fromBoth('BGP (calico)', 'tcp', 179), ...fromBoth('IP-in-IP (calico)', '4')];
}

function cilium(): readonly Body[] {
  return [
    ...fromBoth('Allow VXLAN traffic for Cilium', 'udp', 8472),
    ...fromBoth('Allow HealthCheck traffic for Cilium', 'tcp', 4240),
    ...fromBoth('Allow Hubble traffic for Cilium', 'tcp', 4244),
  ];
}

/** One rule from each of the two groups. */
function fromBoth(description: string, protocol: string, ports?: number): readonly Body[] {
  return (['controlPlane', 'worker'] as const).map((from) => ingress(description, protocol, ports, from));
}

/** An IPv4 rule for one port, a range, or all; from everywhere, or from the members of a group. */
export function ingress(
  description: string,
  protocol: string,
  ports?: number | readonly [number, number],
  from?: Role,
): Body {
  const [first, last] = typeof ports === 'number' ? [ports, ports] : (ports ?? []);
  return {
    direction: 'ingress',
    ethertype: 'IPv4',
    description,
    protocol,
    ...(first === undefined || last === undefined ? {} : { port_range_min: first, port_range_max: last }),
    ...(from === undefined ? {} : { remote_group_id: idOf(GROUP[from]) }),
  };
}
