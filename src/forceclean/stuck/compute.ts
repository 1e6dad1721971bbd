import type { Stuck } from './row.ts';

/** Servers, their groups and keypairs, load balancers. */
export const COMPUTE = {
  serverDeleting: {
    title: 'Server being deleted',
    kind: 'server',
    states: ['task deleting'],
    says: 'Its compute host took the deletion and does not finish it',
    who: 'operator',
    // os-resetState also takes the task away (nova/api/openstack/compute/admin_actions.py).
    command: 'openstack server set --state error {id}',
  },
  /** Any task but `deleting`. Setting the state takes the task away, too. */
  serverTask: {
    title: 'Server in another task',
    says: 'Nova is at another task with it, and may refuse to delete it until that is over (409)',
    who: 'operator',
    command: 'openstack server set --state error {id}',
  },
  serverBuild: {
    title: 'Server in BUILD',
    kind: 'server',
    states: ['BUILD'],
    says: 'Nova never finished making it',
    who: 'operator',
    command: 'openstack server set --state error {id}',
  },
  serverError: {
    title: 'Server in ERROR',
    kind: 'server',
    states: ['ERROR'],
    says: 'Nova deletes servers in ERROR; where it does not, the server’s fault says why',
    who: 'operator',
    command: 'openstack server show -c fault -c OS-EXT-SRV-ATTR:host {id}',
  },
  serverLocked: {
    title: 'Server locked',
    says: 'Somebody locked it; where an administrator did, only an administrator unlocks it',
    who: 'owner',
    command: 'openstack server unlock {id}',
  },
  serverElsewhere: {
    title: 'Server on a network of somebody else',
    says: 'Its texts are the cluster’s, but it has a port on a network that is not',
    who: 'owner',
    command: 'openstack port list --server {id}',
  },
  /** Nova can change that of an attached volume from 2.85 on, also of the root disk. */
  serverTakesVolume: {
    title: 'Server that would take a foreign volume along',
    says: 'Nova would delete a volume with the server that is not ours, or that somebody keeps',
    who: 'owner',
    command: 'openstack --os-compute-api-version 2.85 server volume update --preserve-on-termination {held} {id}',
  },
  serverTakesPort: {
    title: 'Server that would take a foreign port along',
    says: 'Nova made the port and would delete it with the server, but it is not ours',
    who: 'owner',
    command: 'openstack port show {id}',
  },
  /** Soft-deleted servers are in no list of a project (nova/db/main/api.py) and keep ports and volumes. */
  serverUnseen: {
    title: 'Server that no list shows',
    says: 'Nova lists no such server: it is soft-deleted (reclaim_instance_interval), of another project, or gone',
    who: 'owner',
    command: 'openstack server delete --force {id}',
  },
  serverGroupUsed: {
    title: 'Server group with a foreign member',
    says: 'A server that is not ours is in it and would lose its affinity',
    who: 'owner',
    command: 'openstack server group show {held}',
  },
  keypairUsed: {
    title: 'Keypair of a foreign server',
    says: 'A server that is not ours was made with it',
    who: 'owner',
    command: 'openstack keypair delete {held}',
  },
  keypairAnew: {
    title: 'Keypair made anew',
    says: 'Its key is another than the one in the run’s journal, so somebody has made it anew under the same name',
    who: 'owner',
    command: 'openstack keypair delete {id}',
  },
  /** Failover, too, is refused in PENDING (octavia/common/constants.py, FAILOVERABLE_STATUSES), and no call sets a status. */
  loadBalancerPending: {
    title: 'Load balancer in PENDING',
    kind: 'loadBalancer',
    states: ['PENDING_CREATE', 'PENDING_UPDATE', 'PENDING_DELETE'],
    says: 'Octavia refuses every call in this state; whoever worked on it died',
    who: 'operator',
    command: `mysql octavia -e "UPDATE load_balancer SET provisioning_status='ERROR' WHERE id='{id}' AND provisioning_status LIKE 'PENDING%'"`,
  },
  loadBalancerError: {
    title: 'Load balancer in ERROR',
    kind: 'loadBalancer',
    states: ['ERROR'],
    says: 'Octavia deletes load balancers in ERROR; where that ends in ERROR again, its parts are broken',
    who: 'operator',
    command: 'openstack loadbalancer failover {id}',
  },
  loadBalancerElsewhere: {
    title: 'Load balancer on a network of somebody else',
    says: 'Its texts are the cluster’s, but its VIP is on a network that is not, or is gone',
    who: 'owner',
    command: 'openstack loadbalancer show {id}',
  },
  loadBalancerOfAnother: {
    title: 'Load balancer of somebody else',
    says: 'It is not ours and has its VIP on a network of ours, which Octavia needs as long as it stands',
    who: 'owner',
    command: 'openstack loadbalancer show {id}',
  },
  loadBalancerShared: {
    title: 'Load balancer shared with another cluster',
    says: 'A listener or pool in it is not ours and would go with it',
    who: 'owner',
    command: 'openstack loadbalancer status show {held}',
  },
} as const satisfies Record<string, Stuck>;
