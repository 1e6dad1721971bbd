import { join } from 'node:path';
import { expect } from 'chai';
import type { DownContext } from '../../../src/clusters/stacks/downContext.ts';
import { letGoOfImages } from '../../../src/clusters/stacks/letGoOfImages.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { openJournal, readJournal } from '../../../src/io/journal.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import { openKube } from '../../../src/kubernetes/open.ts';
import { open } from '../../bench/standing.ts';
import { kubectl, readBed } from '../../kubernetesBed/bed.ts';
import { imageManifest, makeManagedImage, serveImage } from '../../kubernetesBed/images.ts';

import { makePlace } from '../../support/program.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import { connectWire } from '../../support/wire.ts';
import { until } from '../../zuulBed/rest.ts';

describe('an Image in the namespace of a cluster that is going', () => {
  it('T38 that has found an image by its name goes without it; the object that made it still takes it along', async function () {
    this.timeout(900_000);
    const [bed, world, place, served] = [await readBed(), await makeRealWorld(), await makePlace(), await serveImage()];
    const cluster = `${served.name}-a`;
    const kube = (...args: readonly string[]): Promise<string> => kubectl(bed.kubeconfig, args);
    const shown = async (id: string): Promise<number> => {
      const wire = await connectWire(world.cloudsYaml, world.cloud);
      return (await wire.send('image', 'GET', `/images/${id}`)).status;
    };
    const base = { clock: systemClock, redactor: createRedactor(), signal: new AbortController().signal };
    const tools = { ...base, env: process.env };
    const path = join(place.path, 'journal.ndjson');
    const journal = await openJournal(path, base);
    try {
      const image = await makeManagedImage(bed, world, served);
      await kube('create', 'namespace', cluster);
      await kube('-n', cluster, 'create', 'secret', 'generic', 'cloud', `--from-file=clouds.yaml=${world.cloudsYaml}`);
      const object = await imageManifest(served, { namespace: cluster, secret: 'cloud', cloud: world.cloud });
      await kubectl(bed.kubeconfig, ['apply', '-f', '-'], object);
      const asked = ['-n', cluster, 'get', 'images.openstack.k-orc.cloud', '-o', 'jsonpath={.items[*].status.id}'];
      expect(await until('its id', 60, async () => (await kube(...asked)) || undefined)).to.equal(image.id);

      const management = await openKube({ kubeconfig: bed.kubeconfig }, tools);
      const folder = place.path;
      const session = await open(world);
      const rest = { cluster, folder, session, journal, log: noLog, retained: false, deadline: Infinity };
      const context: DownContext = { ...tools, ...rest };
      expect(await letGoOfImages(management, context)).to.equal(undefined);
      await management.close();
      expect(await kube(...asked)).to.equal('');
      expect(await shown(image.id)).to.equal(200);
      const said = (await readJournal(path)).events.flatMap((one) => (one.type === 'progress' ? [one.says] : []));
      expect(said).to.deep.equal([
        `the image of Image ${served.name} (${image.id}) stays in the cloud: others may boot from it`,
      ]);

      await kube('delete', 'namespace', cluster, '--timeout', '60s');
      expect(await shown(image.id)).to.equal(200);
      await image.remove();
      expect(await shown(image.id)).to.equal(404);
    } finally {
      await journal.close();
      await world.dispose();
      await place.remove();
      await served.close();
    }
  });
});
