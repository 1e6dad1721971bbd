import { expect } from 'chai';
import { cloudConfText, cloudsYamlText } from '../../../src/clusters/stacks/cloudTexts.ts';
import { readYaml } from '../../../src/io/yaml.ts';
import { Secret } from '../../../src/model/secret.ts';
import { loginOf } from './stack.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

describe('The clouds.yaml of a cluster’s controllers', () => {
  it('logs in with the application credential, as YAML that anybody reads', () => {
    expect(readYaml(cloudsYamlText(loginOf()), 'clouds.yaml')).to.deep.equal({
      clouds: {
        openstack: {
          auth_type: 'v3applicationcredential',
          auth: {
            auth_url: 'https://keystone.example:5000/v3',
            application_credential_id: '0123456789abcdef0123456789abcdef',
            application_credential_secret: 'horse-battery-staple',
          },
          region_name: 'RegionOne',
          interface: 'public',
          identity_api_version: 3,
          verify: true,
        },
      },
    });
  });

  it('names no region where there is none, and does not check certificates where nobody does', () => {
    const read = readYaml(cloudsYamlText(loginOf({ region: undefined, verify: false })), 'clouds.yaml');
    expect(read).to.have.nested.property('clouds.openstack').that.includes({ verify: false });
    expect(read).to.not.have.nested.property('clouds.openstack.region_name');
  });
});

describe('The cloud.conf of a cluster’s own controllers', () => {
  it('logs in, and says how load balancers and volumes are made', () => {
    expect(cloudConfText(loginOf(), 'external-id').split('\n')).to.deep.equal([
      '[Global]',
      'auth-url="https://keystone.example:5000/v3"',
      'application-credential-id="0123456789abcdef0123456789abcdef"',
      'application-credential-secret="horse-battery-staple"',
      'region="RegionOne"',
      'os-endpoint-type=public',
      '[LoadBalancer]',
      'floating-network-id="external-id"',
      'create-monitor=true',
      'manage-security-groups=true',
      '[BlockStorage]',
      'ignore-volume-az=true',
      '',
    ]);
  });

  for (const [what, given, line] of [
    ['trusts the authorities of a private cloud', { authorities: PEM }, 'ca-file=/etc/config/cacert'],
    ['trusts anybody where that is wanted', { verify: false }, 'tls-insecure=true'],
    ['talks to the endpoints of its interface', { interface: 'internal' }, 'os-endpoint-type=internal'],
    [
      'has a secret with signs that would end or begin something',
      { secret: new Secret('a#b;c"d\\e') },
      'application-credential-secret="a#b;c\\"d\\\\e"',
    ],
  ] as const) {
    it(what, () => {
      expect(cloudConfText(loginOf(given), 'external-id').split('\n')).to.include(line);
      expect(cloudConfText(loginOf(), 'external-id').split('\n')).to.not.include(line);
    });
  }

  it('names no region where there is none', () => {
    expect(cloudConfText(loginOf({ region: undefined }), 'external-id')).to.not.contain('region');
  });
});
