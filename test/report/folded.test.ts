import { expect } from 'chai';
import { describe, it } from 'mocha';
import { folded } from '../../src/report/folded.ts';
import { columnsOf } from '../../src/report/screen.ts';

const STEP =
  '   3 delete floatingIp a58850d7-ca61-4f24-a065-e1de52763b93 “172.24.2.168”: description is what occm writes for cluster tgone4kq7xa';

describe('lines on a terminal', () => {
  it('are left alone where there is no terminal, so that grep finds a thing and its reason together', () => {
    expect(columnsOf({ isTTY: false, columns: 80, write: () => true })).to.equal(undefined);
    expect(folded(STEP, undefined)).to.equal(STEP);
  });

  it('are left alone where they fit', () => {
    expect(columnsOf({ isTTY: true, columns: 200, write: () => true })).to.equal(200);
    expect(folded(STEP, 200)).to.equal(STEP);
  });

  it('show what goes first, and the reason below it', () => {
    expect(folded(STEP, 80).split('\n')).to.deep.equal([
      '   3 delete floatingIp a58850d7-ca61-4f24-a065-e1de52763b93 “172.24.2.168”:',
      '       description is what occm writes for cluster tgone4kq7xa',
    ]);
  });

  it('are broken before a name where that does not fit beside its id', () => {
    const line =
      '  port b5387b48-ea62-4e52-8ee2-356a1915e792 “tgone4kq7xa-md-0-n5zjx-h5486-j5rx9-0” (ours): held by router r1, which is not ours';
    expect(folded(line, 60).split('\n')).to.deep.equal([
      '  port b5387b48-ea62-4e52-8ee2-356a1915e792',
      '    “tgone4kq7xa-md-0-n5zjx-h5486-j5rx9-0” (ours):',
      '    held by router r1, which is not ours',
    ]);
  });

  it('have no command broken, so that it can be copied', () => {
    const command = 'openstack volume unset --property e2e-keep 3c08f5af-0dbd-428c-be41-c179efe11a44';
    const line = `    Somebody has marked it to be kept. Whoever it belongs to: ${command} (docs/stuck.md#marked-to-be-kept)`;
    const lines = folded(line, 60).split('\n');
    expect(lines.filter((one) => one.trim() === command)).to.have.length(1);
    expect(lines.map((one) => one.trim()).join(' ')).to.equal(line.trim());
  });

  it('have no word in quotes broken', () => {
    const command = "troika down tgone4kq7xa --yes --runs '/srv/the runs (old): 2026/runs'";
    const line = `    Whoever it belongs to, and has looked at what stands there: ${command}`;
    expect(
      folded(line, 60)
        .split('\n')
        .map((one) => one.trim()),
    ).to.include(command);
  });

  it('are as wide as a terminal of eighty where it tells no width', () => {
    expect(columnsOf({ isTTY: true, columns: 0, write: () => true })).to.equal(80);
  });

  it('begin no line with what is only a word before the thing', () => {
    const line =
      'leaked: volume 3c08f5af-0dbd-428c-be41-c179efe11a44 is left: is available again, and nobody knows why';
    expect(folded(line, 80).split('\n')).to.deep.equal([
      'leaked: volume 3c08f5af-0dbd-428c-be41-c179efe11a44 is left:',
      '  is available again, and nobody knows why',
    ]);
  });
});
