import type * as z from 'zod';
import { kubeTarget } from './clusterStacksSpec.ts';
import type { Frozen } from './freeze.ts';

/** A cluster that stands already: it is tested, and never taken down. */
export const existingSpec = kubeTarget;

export type ExistingSpec = Frozen<z.output<typeof existingSpec>>;
