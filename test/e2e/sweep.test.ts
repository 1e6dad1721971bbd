import { expect } from 'chai';
import { sweepFile } from '../../src/report/sweepSchema.ts';
import { startTroika, troika } from '../support/program.ts';
import { makeSweepStage, type SweepStage } from '../runner/sweepStage.ts';

const DEAD = 'tdeadrun22a';

describe('the program’s troika forceclean sweep', function () {
  this.timeout(60_000);
  let stage: SweepStage;
  let here: { cwd: string; env: Record<string, string> };

  beforeEach(async () => {
    stage = await makeSweepStage();
    const { place, world } = stage;
    here = { cwd: place.path, env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud } };
  });
  afterEach(() => stage.dispose());

  it('says in one look that there is nothing, for people and for programs', async () => {
    const { code, out, err } = await troika(['forceclean', 'sweep'], here);
    expect([code, err], out).to.deep.equal([0, '']);
    expect(out).to.include('No leftovers of dead runs').and.to.include('There is nothing to do.');
    const json = await troika(['forceclean', 'sweep', '--json'], here);
    expect(json.code, json.err).to.equal(0);
    expect(sweepFile.parse(JSON.parse(json.out))).to.include({ version: 1, verdict: 'passed' });
  });

  it('stops at a signal while it waits for its second look, with 130, and has deleted nothing', async () => {
    await stage.cluster(DEAD);
    stage.minutesPass(7 * 60);
    const from = stage.world.sim.requests.length;
    const { child, ended } = startTroika(['forceclean', 'sweep', '--yes'], here);
    child.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes('until the second look')) child.kill('SIGINT');
    });
    const { code, out, err } = await ended;
    expect(code, out + err).to.equal(130);
    expect(out).to.include(`Seen once: ${DEAD}.`);
    expect(err).to.include('stopped by SIGINT');
    expect(stage.deletions(from)).to.deep.equal([]);
  });
});
