import { TOFU_V1 } from './tofuV1.ts';
import { V1_SCRIPTS } from './v1Scripts.ts';
import { tokensOf, type OwnNames } from './write.ts';

/** Texts of V1's management host and of the scripts on it. */
export function hostTexts(names: OwnNames) {
  const tokens = tokensOf(names);
  return {
    server: TOFU_V1.server.template.write(tokens),
    serverDescription: TOFU_V1.serverDescription.template.write(tokens),
    keypair: TOFU_V1.keypair.template.write(tokens),
    applicationCredential: TOFU_V1.applicationCredential.template.write(tokens),
    applicationCredentialDescription: TOFU_V1.applicationCredentialDescription.template.write(tokens),
    port: TOFU_V1.port.template.write(tokens),
    network: TOFU_V1.network.template.write(tokens),
    subnet: TOFU_V1.subnet.template.write(tokens),
    router: TOFU_V1.router.template.write(tokens),
    routerDescription: TOFU_V1.routerDescription.template.write(tokens),
    floatingIp: TOFU_V1.floatingIp.template.write(tokens),
    floatingIpTags: [TOFU_V1.floatingIpTag.template.write(tokens), TOFU_V1.floatingIpKindTag.template.write(tokens)],
    volume: TOFU_V1.volume.template.write(tokens),
    volumeDescription: TOFU_V1.volumeDescription.template.write(tokens),
    sshGroup: TOFU_V1.sshGroup.template.write(tokens),
    sshGroupDescription: TOFU_V1.sshGroupDescription.template.write(tokens),
    icmpGroup: TOFU_V1.icmpGroup.template.write(tokens),
    icmpGroupDescription: TOFU_V1.icmpGroupDescription.template.write(tokens),
    mgmtGroup: TOFU_V1.mgmtGroup.template.write(tokens),
    mgmtGroupDescription: TOFU_V1.mgmtGroupDescription.template.write(tokens),
    ciliumGroup: V1_SCRIPTS.ciliumGroup.template.write(tokens),
    ciliumGroupDescription: V1_SCRIPTS.ciliumGroupDescription.template.write(tokens),
    ciliumRule: (what: string) => V1_SCRIPTS.ciliumRule.template.write({ ...tokens, name: what }),
    controllerGroup: V1_SCRIPTS.controllerGroup.template.write(tokens),
    workerGroup: V1_SCRIPTS.workerGroup.template.write(tokens),
    clusterCredential: V1_SCRIPTS.applicationCredential.template.write(tokens),
    clusterCredentialDescription: V1_SCRIPTS.applicationCredentialDescription.template.write(tokens),
  };
}
