import { DEFAULT_LIMITS, type Limits } from './core/limits.ts';
import type { State } from './core/state.ts';
import { addNetwork } from './network/networks.ts';
import { makeDefaultGroup } from './network/securityGroups.ts';
import { addSubnet } from './network/subnets.ts';

/** A project and the two ways into it. */
export interface SimProject {
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string;
  readonly userName: string;
  readonly password: string;
  readonly applicationCredential: { readonly id: string; readonly secret: string };
}

const EXTERNAL = 'ext01';

/** What the operator of a cloud has put there: an external network with a thousand addresses, flavors, an image. */
export function furnish(state: State): string {
  const { random, time, serviceProjectId } = state;
  const operator = random.hex(32);
  state.limits.set(operator, { ...DEFAULT_LIMITS });
  const options = { name: EXTERNAL, description: '', external: true, mtu: 1500 };
  const network = addNetwork(state, operator, options);
  addSubnet(state, operator, network, { name: `${EXTERNAL}-v4`, cidr: '172.24.0.0/22', enableDhcp: false });
  for (const [name, vcpus, ram, disk] of FLAVORS) {
    const id = random.uuid();
    state.flavors.set(id, { id, name, vcpus, ram, disk });
  }
  const id = random.uuid();
  state.images.set(id, {
    id,
    name: 'Debian 12',
    owner: serviceProjectId,
    visibility: 'public',
    status: 'active',
    protected: false,
    size: 65_536,
    minDisk: 0,
    minRam: 0,
    checksum: random.hex(32),
    tags: [],
    createdAt: `${time.stamp()}Z`,
    updatedAt: `${time.stamp()}Z`,
  });
  return EXTERNAL;
}

/** Names of the Sovereign Cloud Stack's flavors: vCPUs, MiB of memory, GiB of disk (0: boots from a volume). */
const FLAVORS = [
  ['SCS-1V-2', 1, 2048, 0],
  ['SCS-2V-4', 2, 4096, 0],
  ['SCS-2V-4-20s', 2, 4096, 20],
  ['SCS-4V-8', 4, 8192, 0],
] as const;

/** A new project with one user, an unrestricted application credential, limits, and its default security group. */
export function makeProject(state: State, name: string, quota: Partial<Limits>): SimProject {
  const { random } = state;
  const project = { id: random.hex(32), name };
  const user = { id: random.hex(32), name, password: random.hex(24), projectId: project.id };
  state.projects.set(project.id, project);
  state.users.set(user.id, user);
  state.limits.set(project.id, { ...DEFAULT_LIMITS, ...quota });
  const credential = {
    id: random.hex(32),
    name: 'sim',
    description: null,
    userId: user.id,
    projectId: project.id,
    secret: random.hex(86),
    expiresAt: null,
    unrestricted: true,
  };
  state.credentials.set(credential.id, credential);
  makeDefaultGroup(state, project.id);
  return {
    projectId: project.id,
    projectName: name,
    userId: user.id,
    userName: name,
    password: user.password,
    applicationCredential: { id: credential.id, secret: credential.secret },
  };
}
