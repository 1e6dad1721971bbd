import type { Stuck } from './row.ts';

/** Neutron's things, and what remains. */
export const NETWORK = {
  portOfAnother: {
    title: 'Port of somebody else',
    says: 'It is not ours and uses what is ours',
    who: 'owner',
    command: 'openstack port show {id}',
  },
  subnetOfAnother: {
    title: 'Subnet of somebody else',
    says: 'It lies in a network of ours and would go with it',
    who: 'owner',
    command: 'openstack subnet show {id}',
  },
  securityGroupOnPort: {
    title: 'Security group on a foreign port',
    says: 'A port that is not ours uses the group',
    who: 'owner',
    command: 'openstack port unset --security-group {held} {id}',
  },
  securityGroupNamed: {
    title: 'Security group named in a foreign rule',
    says: 'A rule of a group that is not ours names it, and would vanish with it without a word',
    who: 'owner',
    command: 'openstack security group rule list {id}',
  },
  routerInterface: {
    title: 'Router with a foreign interface',
    says: 'It serves a network that is not ours',
    who: 'owner',
    command: 'openstack router remove port {held} {id}',
  },
  routerRoute: {
    title: 'Router with a foreign route',
    says: 'It has a route by way of an address that is nobody’s of ours',
    who: 'owner',
    command: 'openstack router remove route {routes} {id}',
  },
  floatingIpOfAnother: {
    title: 'Floating IP of somebody else',
    says: 'An address that is not ours is reached through the router',
    who: 'owner',
    command: 'openstack floating ip unset --port {id}',
  },
  floatingIpOfCluster: {
    title: 'Floating IP of another cluster',
    says: 'It leads to a port of ours and would be cut off',
    who: 'owner',
    command: 'openstack floating ip unset --port {id}',
  },
  subportOfAnother: {
    title: 'Port of somebody else in our trunk',
    says: 'It is reached through the trunk and would be cut off',
    who: 'owner',
    command: 'openstack network trunk unset --subport {id} {held}',
  },
  trunkOfAnother: {
    title: 'Trunk of somebody else',
    says: 'Neutron deletes no port that a trunk holds',
    who: 'owner',
    command: 'openstack network trunk delete {id}',
  },
  containerNotEmpty: {
    title: 'Container not empty',
    says: 'It holds objects that nothing proves ours',
    who: 'owner',
    command: 'openstack object list {id}',
  },
  credentialRestricted: {
    title: 'Application credential restricted',
    says: 'We work with a restricted application credential, which may not delete others (403)',
    who: 'owner',
    command: 'openstack application credential delete {id}',
  },
  imageKept: {
    title: 'Image',
    says: 'Images are shared by clusters: never deleted',
    who: 'owner',
    command: 'openstack image show {id}',
  },
  /** Octavia’s own roles: octavia/policies/base.py. */
  notPermitted: {
    title: 'Not permitted',
    says: 'Its service does not let us delete it (403): as a rule the user in use lacks a role',
    who: 'operator',
    command: 'openstack role add --project {project} --user {user} {role}',
  },
  keepMark: {
    title: 'Marked to be kept',
    says: 'Somebody has marked it to be kept, so no clean-up touches it until the mark is taken off',
    who: 'owner',
    command: 'openstack {noun} unset {mark} {id}',
  },
} as const satisfies Record<string, Stuck>;
