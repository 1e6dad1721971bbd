import type { Secret } from '../../model/secret.ts';

/** How a cluster's controllers log in to OpenStack: with an application credential. */
export interface ControllerLogin {
  readonly authUrl: string;
  readonly region: string | undefined;
  readonly interface: 'public' | 'internal' | 'admin';
  readonly verify: boolean;
  /** PEM text of the authorities to trust; undefined: the system's. */
  readonly authorities: string | undefined;
  readonly id: string;
  readonly secret: Secret;
}

/** The cloud's name in the clouds.yaml that controllers get, and the Secret's name, as cluster stacks have them (cluster-stacks, providers/openstack/scs2). */
export const CONTROLLER_CLOUD = 'openstack';

/** clouds.yaml for Cluster API Provider OpenStack, as JSON, which is YAML. */
export function cloudsYamlText(login: ControllerLogin): string {
  const { authUrl, region, verify } = login;
  const cloud = {
    auth_type: 'v3applicationcredential',
    auth: {
      auth_url: authUrl,
      application_credential_id: login.id,
      application_credential_secret: login.secret.reveal(),
    },
    interface: login.interface,
    identity_api_version: 3,
    verify,
    ...(region === undefined ? {} : { region_name: region }),
  };
  return JSON.stringify({ clouds: { [CONTROLLER_CLOUD]: cloud } });
}

/** Where a Secret with a CA bundle is mounted beside cloud.conf. */
const CA_FILE = '/etc/config/cacert';

/**
 * cloud.conf for the cloud controller manager and the Cinder CSI driver (cloud-provider-openstack,
 * docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md).
 */
export function cloudConfText(login: ControllerLogin, externalNetworkId: string): string {
  const lines = [
    '[Global]',
    `auth-url=${quoted(login.authUrl)}`,
    `application-credential-id=${quoted(login.id)}`,
    `application-credential-secret=${quoted(login.secret.reveal())}`,
    ...(login.region === undefined ? [] : [`region=${quoted(login.region)}`]),
    `os-endpoint-type=${login.interface}`,
    ...(login.verify ? [] : ['tls-insecure=true']),
    ...(login.authorities === undefined ? [] : [`ca-file=${CA_FILE}`]),
    '[LoadBalancer]',
    `floating-network-id=${quoted(externalNetworkId)}`,
    'create-monitor=true',
    'manage-security-groups=true',
    '[BlockStorage]',
    'ignore-volume-az=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** A value in which # and ; begin no comment (gopkg.in/gcfg.v1 doc.go, which reads the file). */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
