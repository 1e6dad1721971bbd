import type { OwnNames } from '../../creators/write.ts';
import { hostTexts } from '../../creators/writeHost.ts';
import { group, HOST } from './hostPieces.ts';
import { create, idOf, type Body, type Piece } from './piece.ts';
import { ingress } from './rules.ts';

/** What V1's scripts make for one cluster (files/bin/create_cluster.sh, create_appcred.sh, enable-cilium-sg.sh). */
export function scriptPieces(names: OwnNames): readonly Piece[] {
  const texts = hostTexts(names);
  const cilium = (what: string, protocol: string, port: number): Body => ({
    ...ingress(texts.ciliumRule(what), protocol, port),
    remote_group_id: idOf(HOST.ciliumGroup),
  });
  return [
    ...group(HOST.ciliumGroup, texts.ciliumGroup, texts.ciliumGroupDescription, [
      cilium('VXLAN', 'udp', 8472),
      cilium('HealthCheck', 'tcp', 4240),
      cilium('Hubble', 'tcp', 4244),
    ]),
    // Soft for control planes too, as its CI sets it: the hard policy needs as many hypervisors as control planes.
    create(HOST.controllerGroup, 'serverGroup', texts.controllerGroup, {
      name: texts.controllerGroup,
      policy: 'soft-anti-affinity',
    }),
    create(HOST.workerGroup, 'serverGroup', texts.workerGroup, {
      name: texts.workerGroup,
      policy: 'soft-anti-affinity',
    }),
    create('cluster:appcred', 'applicationCredential', texts.clusterCredential, {
      name: texts.clusterCredential,
      description: texts.clusterCredentialDescription,
      unrestricted: false,
    }),
  ];
}
