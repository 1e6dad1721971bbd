import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { at, textAt } from '../support/json.ts';
import type { World } from '../support/world.ts';
import { until } from '../zuulBed/rest.ts';
import { find, kubectl, type Bed } from './bed.ts';
import { manifests } from './cluster.ts';

/** What an image is made of, and the name that it gets. */
export interface ServedImage {
  readonly name: string;
  readonly url: string;
  readonly sha256: string;
}

const SIZE = 1 << 20;

/** Serves the content of an image of a random name on loopback. */
export async function serveImage(): Promise<ServedImage & { readonly close: () => Promise<void> }> {
  const content = randomBytes(SIZE);
  const server = createServer((_request, response) => response.end(content));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: `node-${randomBytes(4).toString('hex')}`,
    url: `http://127.0.0.1:${port}/`,
    sha256: createHash('sha256').update(content).digest('hex'),
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** The Image object of an image. @param where its namespace, and the Secret and the cloud in it that it logs in with */
export function imageManifest(
  { name, url, sha256 }: ServedImage,
  where: { readonly namespace: string; readonly secret: string; readonly cloud: string },
): Promise<string> {
  const { namespace, secret, cloud } = where;
  const values = { NAME: name, NAMESPACE: namespace, SECRET: secret, CLOUD: cloud, URL: url, SHA256: sha256 };
  return manifests('image', values);
}

/** An image in a world's project that the bed's management cluster made and manages, in a namespace that is called as it is. */
export interface ManagedImage {
  readonly id: string;
  /** Deletes the Image object, and with it the image. */
  remove(): Promise<void>;
}

export async function makeManagedImage(bed: Bed, world: World, image: ServedImage): Promise<ManagedImage> {
  const { name } = image;
  const kube = (...args: readonly string[]): Promise<string> => kubectl(bed.kubeconfig, args);
  await kube('create', 'namespace', name);
  await kube('-n', name, 'create', 'secret', 'generic', 'cloud', `--from-file=clouds.yaml=${world.cloudsYaml}`);
  const object = await imageManifest(image, { namespace: name, secret: 'cloud', cloud: world.cloud });
  await kubectl(bed.kubeconfig, ['apply', '-f', '-'], object);
  const id = await until('the image', 120, async () => {
    const status = at(await find(bed.kubeconfig, ['images.openstack.k-orc.cloud', '-n', name, name]), 'status');
    return isAvailable(status) ? textAt(status, 'id') : undefined;
  });
  return {
    id,
    async remove() {
      await kube('-n', name, 'delete', 'images.openstack.k-orc.cloud', name, '--timeout', '60s');
      await kube('delete', 'namespace', name, '--wait=false');
    },
  };
}

function isAvailable(status: unknown): boolean {
  const conditions = at(status, 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some((one) => at(one, 'type') === 'Available' && at(one, 'status') === 'True')
  );
}
