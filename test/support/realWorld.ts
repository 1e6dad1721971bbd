import { at } from './json.ts';
import { writeCloudsYaml } from './cloudsYaml.ts';
import {
  connectAdmin,
  connectTenant,
  makeCredential,
  makeTenant,
  removeTenant,
  setRealQuota,
  type Tenant,
} from './realAdmin.ts';
import { sweepProject } from './realSweep.ts';
import type { Wire } from './wire.ts';
import type { World } from './world.ts';

/** Generous limits, so that only a test which lowers one meets it. */
const GENEROUS = {
  floatingIps: 50,
  servers: 100,
  cores: 400,
  ramMiB: 1_000_000,
  volumes: 200,
  gigabytes: 10_000,
  snapshots: 100,
  networks: 50,
  subnets: 50,
  routers: 50,
  ports: 500,
  securityGroups: 100,
  securityGroupRules: 1000,
  loadBalancers: 50,
  listeners: 200,
  pools: 200,
  members: 1000,
  healthMonitors: 200,
  serverGroups: 50,
  keypairs: 50,
};

/** A new project on the real services named by TROIKA_BED_CLOUDS. */
export async function makeRealWorld(): Promise<World> {
  const admin = await connectAdmin();
  const tenant = await makeTenant(admin);
  try {
    return await furnish(admin, tenant);
  } catch (error) {
    await removeTenant(admin, tenant);
    throw error;
  }
}

async function furnish(admin: Wire, tenant: Tenant): Promise<World> {
  await setRealQuota(admin, tenant.projectId, GENEROUS);
  const user = await connectTenant(admin, tenant);
  const applicationCredential = await makeCredential(user);
  const clouds = await writeCloudsYaml({
    authUrl: admin.authUrl,
    region: 'RegionOne',
    userName: tenant.userName,
    password: tenant.password,
    projectName: tenant.projectName,
    applicationCredential,
  });
  return {
    cloudsYaml: clouds.path,
    cloud: 'test',
    projectId: tenant.projectId,
    externalNetwork: 'ext01',
    image: 'Debian 12',
    imageFlavor: 'SCS-2V-4-20s',
    volumeFlavor: 'SCS-1V-2',
    setQuota: (partial) => setRealQuota(admin, tenant.projectId, partial),
    async dispose() {
      await clouds.remove();
      await sweepProject(await connectTenant(admin, tenant));
      await removeTenant(admin, tenant);
      const project = await admin.send('identity', 'GET', `/projects/${tenant.projectId}`);
      if (project.status !== 404)
        throw new Error(`project is still there: ${project.status} ${JSON.stringify(at(project.body))}`);
    },
  };
}
