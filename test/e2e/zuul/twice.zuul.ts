import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

/** Zuul runs a parent's pre-run and post-run as well as the job's own; a secret goes to the playbooks of the job that names it. */
const TWICE = `
- job:
    name: troika-twice
    parent: troika-base
    secrets: [{ name: troika_cloud, secret: troika-cloud }]
    pre-run: playbooks/pre.yaml
    run: [playbooks/run.yaml, playbooks/run.yaml]
    post-run:
      - { name: playbooks/cleanup.yaml, cleanup: true }
      - playbooks/post.yaml
      - { name: playbooks/revoke.yaml, cleanup: true }
`;

interface Played {
  readonly playbook: string;
  readonly trusted: boolean;
  readonly stats: Readonly<Record<string, { readonly changed: number; readonly failures: number }>>;
}

describe('the playbooks in a real Zuul', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ more: TWICE });
  });
  after(() => stage?.dispose());

  it('may each run twice: the second time nothing changes and nothing fails', async () => {
    const project = '- project: { e2e: { jobs: [troika-twice] } }\n';
    const { tenant } = stage;
    const change = await tenant.propose(changeOf(configuration(), { 'zuul.d/project.yaml': project }));
    const set = await tenant.ended(change, 900);
    expect(set.builds[0]?.result).to.equal('SUCCESS');
    const log = join(tenant.bed.directory, 'logs', set.builds[0]?.uuid ?? '', 'job-output.json');
    const played = JSON.parse(await readFile(log, 'utf8')) as readonly Played[];
    const ours = ['pre.yaml', 'run.yaml', 'cleanup.yaml', 'post.yaml', 'revoke.yaml'];
    for (const name of ours) {
      const each = played.filter(({ playbook }) => playbook.endsWith(`troika/playbooks/${name}`));
      const changed = each.map(({ stats }) => Object.values(stats).reduce((sum, one) => sum + one.changed, 0));
      const failed = each.map(({ stats }) => Object.values(stats).reduce((sum, one) => sum + one.failures, 0));
      expect([name, each.length, changed[1], failed]).to.deep.equal([name, 2, 0, [0, 0]]);
    }
    await stage.clean(0);
  });
});
