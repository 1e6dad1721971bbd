import { expect } from 'chai';
import { rawListing } from '../clusters/raw.ts';
import { eventsOf, makePlace, onlyRun, troika } from '../support/program.ts';
import { makeSimWorld } from '../support/simWorld.ts';

const FOR_LONG = { suite: 'command', name: 'smoke', run: ['sleep', '900'] };
const ONE = { label: 'one', provisioner: 'footprint', suites: [FOR_LONG] };

it('a run whose deadline comes while its tests run is broken, says who spent the time, and cleans up', async function () {
  this.timeout(60_000);
  const world = await makeSimWorld({ book: true });
  const place = await makePlace();
  try {
    const before = await rawListing(world);
    await place.write('troika.yaml', JSON.stringify({ deadline: '40s', cleanup: '30s', clusters: [ONE] }));
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };

    const { code, out, err } = await troika(['run'], { cwd: place.path, env });

    expect(code, out + err).to.equal(3);
    const ended = (await eventsOf(await onlyRun(place))).find((event) => event.type === 'run.ended');
    expect(ended?.findings.map(({ class: kind, why }) => [kind, why.replace(/t\w{10}|\d+ s\b/g, '…')])).to.deep.equal([
      ['timeout', 'deadline 40s, 30s of it for clean-up: time is up: cluster … spent … of … in suites'],
    ]);
    expect(await rawListing(world)).to.deep.equal(before);
  } finally {
    await place.remove();
    await world.dispose();
  }
});
