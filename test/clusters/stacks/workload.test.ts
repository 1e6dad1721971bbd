import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fetchKubeconfig } from '../../../src/clusters/stacks/workload.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';

const LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const KEY = Buffer.from(`-----BEGIN PRIVATE KEY-----\n${LINE}\n-----END PRIVATE KEY-----\n`).toString('base64');
const TEXT = `users:\n- name: admin\n  user:\n    client-key-data: ${KEY}\n`;

/** A Secret as Cluster API makes it. */
function secret(text: string): KubeObject {
  const metadata = { name: 'c1-kubeconfig', namespace: 'c1', uid: 'u', resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Secret', metadata, data: { value: Buffer.from(text).toString('base64') } };
}

describe('The kubeconfig of a cluster', () => {
  it('is its owner’s alone to read, and its key is told nowhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'troika-workload-'));
    try {
      const redactor = createRedactor();
      const management = { get: () => Promise.resolve(secret(TEXT)) };
      const path = (await fetchKubeconfig(management, { cluster: 'c1', folder, redactor })) ?? '';
      expect(await readFile(path, 'utf8')).to.equal(TEXT);
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
      expect(redactor.redact(`a suite prints ${KEY} and ${LINE}`)).to.equal('a suite prints [secret] and [secret]');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is none as long as there is no Secret', async () => {
    const management = { get: () => Promise.resolve(undefined) };
    expect(
      await fetchKubeconfig(management, { cluster: 'c1', folder: '/nowhere', redactor: createRedactor() }),
    ).to.equal(undefined);
  });
});
