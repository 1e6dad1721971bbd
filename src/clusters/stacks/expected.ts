import { capoTexts, serverTexts } from '../../creators/write.ts';
import type { ExpectedCluster } from '../../model/expected.ts';
import { ownNames } from '../ownNames.ts';
import type { Seen } from './standing.ts';

/** What stands in the cloud for a cluster whose machines are these: for the suite that looks whether it does. */
export function expectedOf(cluster: string, { machines, infraMachines }: Seen, rootVolumes: boolean): ExpectedCluster {
  const capo = capoTexts(ownNames(cluster));
  const controlPlanes = machines.filter((one) => 'cluster.x-k8s.io/control-plane' in (one.metadata.labels ?? {}));
  return {
    servers: infraMachines.map(({ metadata: { name } }) => ({
      name,
      network: capo.network,
      volumes: rootVolumes ? [serverTexts(name).rootVolume] : [],
    })),
    loadBalancers: [
      {
        name: capo.loadBalancer,
        listeners: [capo.loadBalancerPart],
        members: controlPlanes.length,
        floatingIp: capo.createdJoined,
      },
    ],
  };
}
