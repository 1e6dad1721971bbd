import type { FootprintSpec } from '../../config/footprintSpec.ts';
import { capoTexts, serviceTexts, type OwnNames } from '../../creators/write.ts';
import { hostTexts } from '../../creators/writeHost.ts';
import type { ExpectedCluster } from '../../model/expected.ts';
import { isReference, type CreatePiece, type Piece } from './piece.ts';
import type { FootprintPlan } from './plan.ts';
import { nodesOf } from './servicePieces.ts';
import { stackOf } from './stack.ts';

/** What must stand when a plan is carried out: servers with their volumes, load balancers with their parts. */
export function expectedOf(spec: FootprintSpec, names: OwnNames, plan: FootprintPlan): ExpectedCluster {
  const stack = stackOf(spec);
  const capo = capoTexts(names);
  const servers = plan.pieces.filter((piece): piece is CreatePiece => piece.do === 'create' && piece.kind === 'server');
  return {
    servers: servers.map((server) => ({
      name: server.name,
      network: server.key.startsWith('host:') ? hostTexts(names).network : capo.network,
      volumes: volumesOf(server, plan.pieces),
    })),
    loadBalancers: [
      {
        name: capo.loadBalancer,
        listeners: [capo.loadBalancerPart],
        members: spec.controlPlanes,
        floatingIp: capo.createdJoined,
      },
      ...spec.services.map((service) => {
        // The Service's UID is in its security group alone.
        const texts = serviceTexts(names, service, '');
        return {
          name: texts.loadBalancer,
          listeners: service.ports.map((_port, index) => texts.listener(index)),
          members: service.ports.length * nodesOf(plan.machines, stack).length,
          floatingIp: texts.floatingIp,
        };
      }),
    ],
  };
}

/** Names of the volumes that hang on a server: its root volume, and those attached to it. */
function volumesOf(server: CreatePiece, pieces: readonly Piece[]): readonly string[] {
  const mappings = server.body['block_device_mapping_v2'];
  const roots = Array.isArray(mappings)
    ? mappings.flatMap((mapping: { uuid?: unknown }) => (isReference(mapping.uuid) ? [mapping.uuid.piece] : []))
    : [];
  const attached = pieces.flatMap((piece) =>
    piece.do === 'attach' && piece.server.piece === server.key ? [piece.volume.piece] : [],
  );
  return [...roots, ...attached].map((key) => pieces.find((piece) => piece.key === key)?.name ?? key);
}
