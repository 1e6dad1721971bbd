import { expect } from 'chai';
import { run } from '../../src/runner/run.ts';
import { makeTools, requestOf } from '../support/inProcess.ts';
import { filesBelow, makePlace, onlyRun } from '../support/program.ts';
import { refuseSecrets } from '../support/secrets.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { connectAdmin } from '../support/realAdmin.ts';
import { numberAt, textAt } from '../support/json.ts';

/** A flavor that no host has room for: Nova takes the server, and then finds no place for it. */
const HUGE = { vcpus: 1, ram: 900_000, disk: 20 };

describe('diagnostics of a footprint on real services', function () {
  this.timeout(600_000);

  it('name the server that Nova could not place, with its fault, its load balancer’s tree and the quotas', async () => {
    const admin = await connectAdmin();
    const world = await makeRealWorld();
    const place = await makePlace();
    const name = `huge-${world.projectId.slice(0, 8)}`;
    const made = await admin.send('compute', 'POST', '/flavors', { flavor: { name, ...HUGE } });
    const flavor = textAt(made.body, 'flavor', 'id');
    try {
      const footprint = { controlPlaneFlavor: world.imageFlavor, workerFlavor: name, image: world.image };
      const clusters = [{ label: 'one', provisioner: 'footprint', footprint }];
      const config = { externalNetwork: world.externalNetwork, clusters };
      const file = await place.write('troika.yaml', JSON.stringify(config));
      const { tools, printed } = makeTools(place.path, world.cloudsYaml);
      const code = await run(requestOf(file, world.cloud), tools);
      expect(code, printed()).to.equal(3);
      const files = new Map(
        [...(await filesBelow(await onlyRun(place)))].map(([path, text]) => [
          path.replace(/.*\/diagnostics\//, ''),
          text,
        ]),
      );
      const page = files.get('index.html') ?? '';
      expect(page).to.match(/<ol><li>server \S+ \([0-9a-f-]{36}\) is in ERROR: No valid host was found/);
      for (const [path, text] of files) refuseSecrets(text, path);
      const tree = [...files].find(([path]) => path.endsWith('.status.json'))?.[1] ?? '[]';
      // Others of the footprint may still be on their way when one of its servers fails.
      const status = textAt(JSON.parse(tree)[0], 'statuses', 'loadbalancer', 'provisioning_status');
      expect(status).to.match(/^(ACTIVE|PENDING_\w+)$/);
      expect(numberAt(JSON.parse(files.get('cloud/quota.json') ?? ''), 0, 'loadBalancers', 'used')).to.be.greaterThan(
        0,
      );
      const consoles = [...files.keys()].filter((path) => path.endsWith('.console.log')).length;
      const refused = page.match(/<td>cloud: console of server /g)?.length ?? 0;
      expect(consoles + refused, page).to.equal(JSON.parse(files.get('cloud/server.json') ?? '[]').length);
    } finally {
      await world.dispose();
      await place.remove();
      expect((await admin.send('compute', 'DELETE', `/flavors/${flavor}`)).status).to.equal(202);
    }
  });
});
