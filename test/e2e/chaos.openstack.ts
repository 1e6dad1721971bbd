import { expect } from 'chai';
import { rawListing } from '../clusters/raw.ts';
import { overtakers } from '../crowd/bookWatch.ts';
import { chaos } from '../crowd/chaos.ts';
import { quotaRefusals } from '../crowd/refusals.ts';
import { troika } from '../support/program.ts';
import { usedBy } from '../support/realUse.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';

/** `npm run chaos -- --seed N --kills 30` sets these. */
const SEED = Number(process.env['TROIKA_CHAOS_SEED'] ?? 7);
const KILLS = Number(process.env['TROIKA_CHAOS_KILLS'] ?? 6);
const TTL = '300s';
/** Two looks of a waiter: tickets made within them may swap. */
const TWO_LOOKS_MS = 20_000;

describe(`${KILLS} runs killed at random among others (seed ${SEED}), on the real services`, function () {
  this.timeout(3_000_000);
  let world: World;

  before(async () => {
    world = await makeRealWorld();
    const ready = await troika(['init', '--cloud', world.cloud, '--ttl', TTL], {
      cwd: '/tmp',
      env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml },
    });
    expect(ready.code, ready.out + ready.err).to.equal(0);
  });
  after(() => world?.dispose());

  it('harm nobody: the others pass, slots come back after proof, none is in two hands, nothing is left', async () => {
    await world.setQuota({ floatingIps: (await usedBy(world, 'floatingIps')) + 7 });
    const before = await rawListing(world);
    const result = await chaos(world, {
      seed: SEED,
      kills: KILLS,
      abreast: 5,
      ttl: TTL,
      says: (line) => console.log(`      ${line}`),
    });
    const { watched, killed, failed, passed, cleanedAtTheEnd } = result;
    console.log(
      `      killed: ${JSON.stringify(killed)}; ${passed} passed, ${watched.admitted.length} admitted, at most ${watched.most} alive in ${watched.looks} looks, ` +
        `${cleanedAtTheEnd} left for nobody and cleaned by name`,
    );
    expect(failed).to.deep.equal([]);
    expect(passed).to.be.greaterThan(0);
    expect(watched.wrongs).to.deep.equal([]);
    expect(watched.most).to.be.at.most(3);
    expect(overtakers(watched.admitted, TWO_LOOKS_MS)).to.equal(0);
    expect(Object.values(killed).reduce((sum, count) => sum + count, 0)).to.equal(KILLS);
    expect(await quotaRefusals(world.projectId)).to.deep.equal([]);
    expect(await rawListing(world)).to.deep.equal(before);
  });
});
