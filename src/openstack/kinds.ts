import type { Kind } from '../model/resource.ts';
import { COMPUTE_ROWS } from './computeKinds.ts';
import type { KindRow } from './kindRow.ts';
import { LOAD_BALANCER_ROWS } from './loadBalancerKinds.ts';
import { NETWORK_ROWS } from './networkKinds.ts';
import { OBJECT_ROWS } from './objectKinds.ts';
import { OTHER_ROWS } from './otherKinds.ts';
import { VOLUME_ROWS } from './volumeKinds.ts';

/** Every kind of resource we look at, one row each. */
export const KIND_ROWS: Readonly<Record<Kind, KindRow>> = {
  ...COMPUTE_ROWS,
  ...NETWORK_ROWS,
  ...LOAD_BALANCER_ROWS,
  ...VOLUME_ROWS,
  ...OBJECT_ROWS,
  ...OTHER_ROWS,
};
