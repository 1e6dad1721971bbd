/** By collection: what it is called, and the fields that a creator chooses. */
export const KINDS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  networks: ['network', ['name', 'description', 'tags']],
  subnets: ['subnet', ['name', 'description', 'tags', 'cidr', 'dns_nameservers', 'network_id']],
  routers: ['router', ['name', 'description', 'tags', 'external_gateway_info']],
  security_groups: ['securityGroup', ['name', 'description', 'tags']],
  servers: [
    'server',
    ['name', 'description', 'tags', 'key_name', 'flavor', 'image', 'os-extended-volumes:volumes_attached'],
  ],
  server_groups: ['serverGroup', ['name', 'policy', 'members']],
  ports: [
    'port',
    ['name', 'description', 'tags', 'device_owner', 'device_id', 'network_id', 'fixed_ips', 'security_groups'],
  ],
  floatingips: ['floatingIp', ['description', 'tags', 'floating_network_id', 'port_id']],
  loadbalancers: ['loadBalancer', ['name', 'description', 'tags', 'vip_subnet_id', 'vip_port_id', 'listeners']],
  listeners: ['listener', ['name', 'description', 'tags', 'protocol', 'protocol_port', 'allowed_cidrs']],
  pools: ['pool', ['name', 'description', 'tags', 'protocol', 'lb_algorithm', 'listeners', 'healthmonitor_id']],
  members: ['member', ['name', 'tags', 'address', 'protocol_port', 'subnet_id', 'monitor_port']],
  healthmonitors: ['healthMonitor', ['name', 'tags', 'type', 'delay', 'timeout', 'max_retries', 'pools']],
  volumes: ['volume', ['name', 'description', 'size', 'type', 'bootable', 'status', 'attachments', 'snapshot_id']],
  snapshots: ['snapshot', ['name', 'description', 'size', 'volume_id']],
};
