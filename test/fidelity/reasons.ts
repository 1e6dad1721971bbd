import type { FidelityCase } from './cases.ts';
import type { Line } from './compare.ts';
import { NOBODY } from './readers.ts';

/** Why something differs, or nobody reads it, that is meant to be so. */
interface Reason {
  readonly cases?: readonly FidelityCase['name'][];
  readonly is: (line: Line) => boolean;
  readonly why: string;
}

const REASONS: readonly Reason[] = [
  {
    is: ({ field, real, footprint }) =>
      /^metadata csi\.storage\.k8s\.io\/(pvc|volumesnapshot)\/(name|namespace)$/.test(field) && real === footprint,
    why: 'A user’s own words: they say which claim or snapshot it is, and nothing of whose cluster. No row reads them, on purpose.',
  },
  {
    is: ({ field, real, footprint }) => field === 'metadata ps_restart_after_maint' && real === footprint,
    why: 'Server metadata that V1’s CI asks for (k8s-cluster-api-provider playbooks/templates/environment.tfvars.j2): words for the cloud, which name no cluster.',
  },
  {
    is: ({ field, real }) => /^metadata troika-(reclaim|claim)$/.test(field) && real === undefined,
    why: 'Troika’s own marks for what is to be retained ([decision 15](decisions/0015-retain-marks.md)): no controller writes them. A run writes them on real volumes, too, while it watches the cluster; here none did.',
  },
  {
    cases: ['v2-minimal'],
    is: ({ field, real, footprint }) => field === 'tags' && real === 'troika-cluster={C}' && footprint === '(none)',
    why: 'The stack’s `spec.tags`. The footprint is scs2’s, which sets none: what clean-up is tried on then has less to be known by.',
  },
  {
    cases: ['v2-minimal'],
    is: ({ kind, object, field }) => kind === 'securityGroup' && object.includes('-secgroup-') && field === 'rule',
    why: 'The stack asks for `allowAllInClusterTraffic`; the footprint has the rules of scs2.',
  },
];

/** The reason why a line differs or is read by nobody; undefined where there is none. Pure. */
export function reasonFor(one: FidelityCase['name'], line: Line): string | undefined {
  return REASONS.find(({ cases, is }) => cases?.includes(one) !== false && is(line))?.why;
}

/** Whether a line needs a reason. Pure. */
export function isOdd({ real, footprint, reader }: Line): boolean {
  return real !== footprint || reader.includes(NOBODY) || reader.includes(' as that of ');
}
