import { expect } from 'chai';
import { execa } from 'execa';
import { environmentOf } from '../../zuulBed/daemons.ts';
import { ask, readBed } from '../../zuulBed/rest.ts';
import { openStage } from './stage.ts';

describe('the Zuul kit', function () {
  it('is configuration without errors or warnings for a real Zuul', async () => {
    const stage = await openStage();
    try {
      const { bed } = stage.tenant;
      const jobs = await ask<readonly { readonly name: string }[]>(`${bed.api}/jobs`);
      expect(jobs.map(({ name }) => name)).to.include.members([
        'troika-e2e-quick',
        'troika-e2e-conformance',
        'troika-nightly',
        'troika-janitor',
        'troika-lint',
      ]);
      expect(await ask(`${bed.api}/config-errors`)).to.deep.equal([]);
    } finally {
      await stage.dispose();
    }
  });

  it('has playbooks that pass ansible-lint and the syntax check', async () => {
    const env = environmentOf(await readBed());
    const { stdout } = await execa('bash', ['test/beds/zuul/lint-playbooks'], { env, all: true });
    expect(stdout).to.match(/clean: \d+ playbooks/);
  });
});
