import { expect } from 'chai';
import { mask } from '../../src/diagnostics/mask.ts';
import { maskObject } from '../../src/diagnostics/maskObject.ts';
import { secretsInFile, valuesIn } from '../../src/diagnostics/secretValues.ts';

const KEY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const S = 'hunter2-planted';

/** Lines with a secret in them, and what is shown of each. */
const MASKED: readonly (readonly [says: string, line: string, shown: string])[] = [
  ['a variable', `OS_PASSWORD=${S} REGION=one`, 'OS_PASSWORD=[secret] REGION=one'],
  ['a field of YAML', `  password: ${S}`, '  password: [secret]'],
  ['a field of JSON', `{"adminPass": "${S} with words", "name": "a"}`, '{"adminPass": [secret], "name": "a"}'],
  ['JSON within JSON', String.raw`msg="{\"token\":\"${S}\",\"a\":1}"`, String.raw`msg="{\"token\":[secret],\"a\":1}"`],
  [
    'a quoted pair in a quoted message',
    `msg="login with password=${S} failed"`,
    'msg="login with password=[secret] failed"',
  ],
  ['a dictionary of Python', `{'X-Auth-Token': '${S}'}`, `{'X-Auth-Token': [secret]}`],
  ['an option', `kubeadm join --certificate-key ${S} --v 5`, 'kubeadm join --certificate-key [secret] --v 5'],
  ['an option with =', `--token=${S}`, '--token=[secret]'],
  ['a block of YAML', `user_data: |\n  #cloud-config\n  x: ${S}\nname: a`, 'user_data: [secret]name: a'],
  ['a URL', `rabbit://nova:${S}@10.0.0.1:5672/`, 'rabbit://nova:[secret]@10.0.0.1:5672/'],
  ['a header', `authorization: Basic ${S}`, 'authorization: Basic [secret]'],
  ['a bearer', `Bearer ${S}`, 'Bearer [secret]'],
  ['a bootstrap token', 'using abcdef.0123456789abcdef now', 'using [secret] now'],
  ['a web token', `got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl end`, 'got [secret] end'],
  ['a token of Keystone', `gAAAAAB${'x'.repeat(60)}== end`, '[secret] end'],
  ['a kubeconfig', `client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo=`, 'client-key-data: [secret]'],
  ['a private key', `a\n-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n-----END RSA PRIVATE KEY-----\nb`, 'a\n[secret]\nb'],
  ['a private key that is cut off', `a\n-----BEGIN PRIVATE KEY-----\n${KEY}\n${KEY.slice(9)}`, 'a\n[secret]'],
  [
    'a private key whose beginning is gone',
    `${KEY}\n${KEY}\n-----END PRIVATE KEY-----\nb`,
    '[secret]-----END PRIVATE KEY-----\nb',
  ],
  [
    'a console, which puts the time before each line',
    `[ 1.0] ${KEY}\n[ 1.0] -----END PRIVATE KEY-----`,
    '[secret]-----END PRIVATE KEY-----',
  ],
  ['words of cloud-init', `Set the password for user debian: ${S}`, 'Set the password for user debian: [secret]'],
];

/** Lines that only speak of secrets. */
const SHOWN = [
  'secretName: cloud-config',
  'volumes: [{"secret":{"secretName":"cloud-config"}}]',
  'MountVolume.SetUp failed for volume "x" : secret "cloud-config" not found',
  'tokenExpirationSeconds: 3600',
  'E0102 03:04:05.678901 1 controller.go:12] no route to host 10.0.0.1:6443',
  'image registry.k8s.io/pause@sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097',
];

describe('what is masked in diagnostics', () => {
  for (const [says, line, shown] of MASKED) it(`is ${says}`, () => expect(mask(line)).to.equal(shown));

  for (const line of SHOWN) it(`is not: ${line.slice(0, 60)}`, () => expect(mask(line)).to.equal(line));

  it('takes time in proportion to the text', () => {
    const lines = [
      'password'.repeat(400),
      `token${'a-'.repeat(3000)}`,
      `${KEY.repeat(3)}\n`.repeat(300),
      '"\\'.repeat(4000),
    ];
    const text = lines.join('\n').repeat(8);
    const begun = performance.now();
    mask(text);
    expect(performance.now() - begun).to.be.lessThan(3000);
  });
});

describe('an object in diagnostics', () => {
  it('shows fields, and hides what is secret by its name or its place', () => {
    const object = {
      metadata: {
        name: 'x',
        managedFields: [{ manager: 'kubectl' }],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': S, note: 'seen' },
      },
      spec: {
        containers: [
          {
            env: [
              { name: 'DB_PASSWORD', value: S },
              { name: 'REGION', value: 'one' },
            ],
          },
        ],
        volumes: [{ secret: { secretName: 'cloud-config' } }],
        files: [{ path: '/etc/cloud.conf', content: S, contentFrom: { secret: { name: 'cloud', key: 'value' } } }],
        bootstrapToken: { token: S },
        automountServiceAccountToken: false,
      },
      data: { 'ca.key': S },
    };
    const text = JSON.stringify(maskObject(object));
    expect(text).not.to.include(S).and.not.to.include('managedFields');
    for (const seen of ['"one"', 'cloud-config', '/etc/cloud.conf', 'ca.key', '"seen"', '"key":"value"'])
      expect(text, seen).to.include(seen);
  });
});

describe('the values of a Secret', () => {
  const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

  it('are learnt where they look drawn, and out of files, but not names that stand everywhere', () => {
    const data = {
      password: inBase64(S),
      namespace: inBase64('kube-system'),
      'ca.crt': inBase64('-----BEGIN CERTIFICATE-----\nx'),
      region: inBase64('RegionOne'),
      auth_url: inBase64('https://keystone.example:5000/v3'),
      'cloud.conf': inBase64(`[Global]\nregion=RegionOne\napplication-credential-secret="${S}-2"\n`),
    };
    expect(valuesIn(data)).to.deep.equal([S, `${S}-2`]);
  });

  it('of a kubeconfig are its token and its key, line by line', () => {
    const pem = inBase64(`-----BEGIN PRIVATE KEY-----\n${KEY}\n-----END PRIVATE KEY-----\n`);
    expect(secretsInFile(`users:\n- user:\n    client-key-data: ${pem}\n    token: ${S}\n`)).to.include.members([
      S,
      KEY,
      pem,
    ]);
    expect(secretsInFile(`{"user":{"token":"${S}"}}`)).to.deep.equal([S]);
  });
});
