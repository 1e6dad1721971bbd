import { readFileSync } from 'node:fs';
import type { Draw } from '../../src/clusters/footprint/draw.ts';
import { CAPO_0_9_RULES } from '../../src/clusters/footprint/rules.ts';
import type { Stack } from '../../src/clusters/footprint/stack.ts';
import { footprintSpec, type FootprintSpec } from '../../src/config/footprintSpec.ts';
import type { Listing } from './listing.ts';

/** What real controllers left on real services; see docs/decisions and the README beside the files. */
export function recorded(file: string): Listing {
  return JSON.parse(readFileSync(new URL(`../fixtures/footprints/${file}.json`, import.meta.url), 'utf8')) as Listing;
}

/** The stack that was recorded: plain CAPO 0.9 templates, OCCM with groups and monitors, no label on control planes. */
export const RECORDED_STACK: Stack = {
  naming: 'plain',
  rules: CAPO_0_9_RULES,
  host: false,
  metadata: { controlPlane: { ps_restart_after_maint: 'true' }, worker: { ps_restart_after_maint: 'true' } },
  controlPlaneRootVolumes: false,
  serviceGroups: true,
  serviceMonitors: true,
  serviceMembers: 'all',
};

export const RECORDED_NAMES = { cluster: 'pr1-ab12cd', namespace: 'pr1-ab12cd', prefix: 'pr1-ab12cd' } as const;

/** The specification of the recorded cluster, with these Services and volumes. */
export function recordedSpec(more: Pick<FootprintSpec, 'services' | 'volumes'>): FootprintSpec {
  return footprintSpec.parse({
    generation: 'v1',
    controlPlanes: 1,
    workers: 2,
    controlPlaneFlavor: 'SCS-2V-4-20s',
    workerFlavor: 'SCS-2V-4',
    rootVolumeGiB: 20,
    nodeCidr: '10.6.0.0/24',
    snapshots: 0,
    services: more.services,
    volumes: more.volumes,
  });
}

/** Draws what the recorded cluster drew, in the order in which a plan asks. */
export function recordedDraw(uuids: readonly string[], nodePorts: readonly number[]): Draw {
  const suffixes = ['unused', 'unused', 'fd2lc', 'unused', 'unused', 'x4d4n', 'hkgrz'][Symbol.iterator]();
  const ids = uuids[Symbol.iterator]();
  const ports = nodePorts[Symbol.iterator]();
  return {
    suffix: () => next(suffixes),
    uuid: () => next(ids),
    nodePort: () => next(ports),
    publicKey: () => 'ssh-ed25519 AAAA',
  };
}

function next<T>(values: Iterator<T>): T {
  const { done, value } = values.next();
  if (done === true) throw new Error('the plan draws more than was recorded');
  return value as T;
}
