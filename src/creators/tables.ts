import { CAPI } from './capi.ts';
import { CAPO, CAPO_MACHINES } from './capo.ts';
import { CINDER_CSI } from './cinderCsi.ts';
import { CLUSTER_STACKS } from './clusterStacks.ts';
import { OCCM, OCTAVIA_INGRESS } from './occm.ts';
import { OCTAVIA } from './octavia.ts';
import type { TextRow } from './row.ts';
import { RUN_CREDENTIAL, RUN_MARKS } from './runMarks.ts';
import { TOFU_V1 } from './tofuV1.ts';
import { V1_SCRIPTS } from './v1Scripts.ts';

/** Every text of every creator, in every version known. */
export const ROWS: readonly TextRow[] = [
  ...Object.values(TOFU_V1),
  ...Object.values(V1_SCRIPTS),
  ...Object.values(CAPI),
  ...Object.values(CAPO),
  ...CAPO_MACHINES,
  ...Object.values(OCCM),
  ...Object.values(OCTAVIA_INGRESS),
  ...Object.values(CINDER_CSI),
  ...Object.values(OCTAVIA),
  ...Object.values(CLUSTER_STACKS),
  ...RUN_MARKS,
  ...Object.values(RUN_CREDENTIAL),
];
