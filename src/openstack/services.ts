import type { Service } from './session.ts';

/** How one service stands in a catalogue, and which of its API we speak. */
export interface ServiceRow {
  /** Types in the catalogue, best first (openstack/service-types-authority, service-types.yaml). */
  readonly types: readonly string[];
  /** Path of the API version below the service's base. */
  readonly version: string;
  /** What an id in the version document must look like for us. */
  readonly offered: RegExp;
  /** The project's id is the next part of the path. */
  readonly inProject?: true;
  /** The catalogue's address is the root as it stands, with whatever names the account (Swift's reseller prefix; Ceph needs none). */
  readonly whole?: true;
  /** A cloud may do without it: its kinds are then not looked at, which is no gap. */
  readonly optional?: true;
  /**
   * Microversion to ask for (or the newest below it), and the oldest that shows the evidence; without `needed` any
   * serves. Compute: server tags 2.26, flavor in the server 2.47, `policy` of server groups 2.64
   * (nova/api/openstack/compute/rest_api_version_history.rst). Volume: project of backups 3.18, attachments 3.27,
   * metadata of backups 3.43 (cinder/api/openstack/rest_api_version_history.rst); an older Cinder, or one that does not
   * tell its versions, shows the rest.
   */
  readonly microversion?: { readonly type: string; readonly wanted: string; readonly needed?: string };
}

/** One row a service: the only place that knows versions. */
export const SERVICES: Readonly<Record<Service, ServiceRow>> = {
  identity: { types: ['identity'], version: '/v3', offered: /^v3(\.|$)/ },
  compute: {
    types: ['compute'],
    version: '/v2.1',
    offered: /^v2\.1$/,
    microversion: { type: 'compute', wanted: '2.72', needed: '2.64' },
  },
  network: { types: ['network'], version: '/v2.0', offered: /^v2\.0$/ },
  volume: {
    types: ['volumev3', 'block-storage', 'block-store', 'volume'],
    version: '/v3',
    offered: /^v3(\.|$)/,
    inProject: true,
    microversion: { type: 'volume', wanted: '3.43' },
  },
  loadBalancer: { types: ['load-balancer'], version: '/v2', offered: /^v2(\.|$)/, optional: true },
  image: { types: ['image'], version: '/v2', offered: /^v2(\.|$)/ },
  objectStore: { types: ['object-store'], version: '/v1', offered: /^v1(\.|$)/, whole: true, optional: true },
};

/** Types that hold nothing of a project's own, or are a second name of a service that is looked at. */
export const NOTHING_TO_LOOK_AT: ReadonlySet<string> = new Set([
  ...Object.values(SERVICES).flatMap((row) => row.types),
  'volumev2',
  'compute_legacy',
  'placement',
]);
