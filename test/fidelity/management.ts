import { V1_GROUND, type Ground } from './ground.ts';
import { hostTexts } from '../../src/creators/writeHost.ts';
import { ownNames } from '../../src/clusters/ownNames.ts';
import { classManifests, clusterManifest } from '../../src/clusters/stacks/manifests.ts';
import type { StackFolder } from '../../src/clusters/stacks/stackFolder.ts';
import { clusterStacksSpec } from '../../src/config/clusterStacksSpec.ts';
import { manifests } from '../kubernetesBed/cluster.ts';
import type { FidelityCase } from './cases.ts';
import { asScs2 } from './stackFor.ts';

/** What is applied to the management cluster for a case, as text for kubectl: class, templates and Cluster. */
export async function clusterText(
  one: FidelityCase,
  cluster: string,
  externalNetwork: string,
  stack: StackFolder,
  ground: Ground,
): Promise<string> {
  if (one.generation === 'v2') {
    const chosen = one.name === 'v2-scs2' ? asScs2(stack) : stack;
    const items = [...classManifests(chosen, cluster), clusterManifest(v2Spec(one), chosen, cluster, externalNetwork)];
    return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  }
  const texts = hostTexts(ownNames(cluster));
  const joined = `${cluster}-${cluster}`;
  return manifests(one.name === 'v1-r5' ? 'v1-plain' : 'v1-class', {
    NAME: cluster,
    EXTERNAL_NETWORK: externalNetwork,
    // k8s-cluster-api-provider v6.0.0 files/template/cluster-template.yaml:279, 325; a746609 :60-61
    CONTROL_PLANE: `${joined}-control-plane-genc01`,
    WORKER: `${joined}-md-0-genw01`,
    DEPLOYMENT: `${joined}-md-0-no1`,
    KEYPAIR: texts.keypair,
    SSH_GROUP: texts.sshGroup,
    ICMP_GROUP: texts.icmpGroup,
    CILIUM_GROUP: texts.ciliumGroup,
    CONTROLLER_GROUP: ground.idOf(V1_GROUND.controllerGroup),
    WORKER_GROUP: ground.idOf(V1_GROUND.workerGroup),
  });
}

function v2Spec({ spec }: FidelityCase) {
  const { controlPlanes, workers, rootVolumeGiB, image, controlPlaneFlavor, workerFlavor, nodeCidr } = spec;
  return clusterStacksSpec.parse({
    management: { kubeconfig: 'not read here' },
    stack: 'not read here',
    kubernetes: 'v1.34.4',
    ...{ controlPlanes, workers, rootVolumeGiB, image, controlPlaneFlavor, workerFlavor, nodeCidr },
  });
}
