import { resolve } from 'node:path';
import type { ControllerLogin } from '../../../src/clusters/stacks/cloudTexts.ts';
import { clusterStacksSpec, type ClusterStacksSpec } from '../../../src/config/clusterStacksSpec.ts';
import { Secret } from '../../../src/model/secret.ts';

/** The stack that comes with Troika. */
export const EXAMPLE = resolve('examples/stacks/openstack-minimal');

/** A specification, smallest but for what is given. */
export function specOf(given: object = {}): ClusterStacksSpec {
  return clusterStacksSpec.parse({
    management: { kubeconfig: 'management.kubeconfig' },
    stack: EXAMPLE,
    kubernetes: 'v1.34.4',
    image: 'ubuntu-capi-image',
    ...given,
  });
}

/** A login with an application credential. */
export function loginOf(given: Partial<ControllerLogin> = {}): ControllerLogin {
  return {
    authUrl: 'https://keystone.example:5000/v3',
    region: 'RegionOne',
    interface: 'public',
    verify: true,
    authorities: undefined,
    id: '0123456789abcdef0123456789abcdef',
    secret: new Secret('horse-battery-staple'),
    ...given,
  };
}
