import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseSecrets } from '../../support/secrets.ts';
import type { Buildset } from '../../zuulBed/builds.ts';
import type { Change } from '../../zuulBed/tenant.ts';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

const ALLOWED = "request: { kubernetes: ['v1.34.1'], tests: true, suites: true }";

describe('a hostile change in a real Zuul', function () {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.dispose());

  async function end(change: Change): Promise<{ readonly set: Buildset; readonly said: string }> {
    const set = await stage.tenant.ended(change, 600);
    return { set, said: (await stage.tenant.comments(change)).join('\n') };
  }

  it('with a request of shell, template, HCL, HTML and a bomb: failure at once, each part named by its line, nothing of it run', async () => {
    const evil = [
      'kubernetes: "$(touch /tmp/troika-evil)"',
      "focus: \"{{ lookup('pipe', 'id') }}\"",
      'skip: "<script>alert(1)</script>"',
      'suites: ["${var.secret}"]',
      'image: evil',
    ];
    const message = `Subject \`touch /tmp/troika-evil\`\n\n\`\`\`troika\n${evil.join('\n')}\n\`\`\`\n`;
    const { set, said } = await end(
      await stage.tenant.propose(changeOf(configuration(undefined, ALLOWED)), { message }),
    );
    expect([set.builds[0]?.result, set.retried.length]).to.deep.equal(['FAILURE', 0]);
    for (const line of [4, 5, 6, 7, 8]) expect(said).to.include(`line ${line} of the commit message`);
    expect(said).to.not.include('<script>');
    expect(await readFile('/tmp/troika-evil', 'utf8').catch(() => 'is not there')).to.equal('is not there');

    const bomb = '```troika\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n```';
    const other = await end(await stage.tenant.propose(changeOf(configuration(undefined, ALLOWED)), { message: bomb }));
    expect(other.said).to.include('line 2 of the commit message: an anchor is not allowed here');
  });

  it('with a description of a megabyte and a request in it that lets tests out: refused, and no build breaks of its size', async () => {
    const description = `\`\`\`troika\nsuites: [smoke]\n\`\`\`\n${'x'.repeat(1_000_000)}`;
    const { set, said } = await end(
      await stage.tenant.propose(changeOf(configuration(undefined, ALLOWED)), { description }),
    );
    expect([set.builds[0]?.result, set.retried.length]).to.deep.equal(['FAILURE', 0]);
    expect(said).to.include('line 2 of the description: suites: is read from the commit message only');
  });

  it('with playbooks of its own: Zuul runs those of the trusted project, and no log holds a secret', async () => {
    const own = '- hosts: all\n  tasks: [{ shell: touch /tmp/troika-evil }]\n';
    const more = { 'playbooks/run.yaml': own, 'playbooks/pre.yaml': own };
    const { set } = await end(await stage.tenant.propose(changeOf(configuration(), more)));
    expect(set.builds[0]?.result).to.equal('SUCCESS');
    expect(await readFile('/tmp/troika-evil', 'utf8').catch(() => 'is not there')).to.equal('is not there');
    const log = join(stage.tenant.bed.directory, 'logs', set.builds[0]?.uuid ?? '', 'job-output');
    for (const kind of ['txt', 'json']) refuseSecrets(await readFile(`${log}.${kind}`, 'utf8'), `job-output.${kind}`);
  });

  it('with a child of the job, or the job once more: Zuul refuses the configuration, and no build begins', async () => {
    const child =
      '- job: { name: mine, parent: troika-e2e-quick, run: evil.yaml }\n- project: { e2e: { jobs: [mine] } }\n';
    const files = { 'troika.yaml': configuration(), 'zuul.d/project.yaml': child, 'evil.yaml': '- hosts: all\n' };
    const { set, said } = await end(await stage.tenant.propose(files));
    expect(set.builds).to.deep.equal([]);
    expect(said).to.match(/final/);
    const twin =
      '- job: { name: troika-e2e-quick, run: evil.yaml }\n- project: { e2e: { jobs: [troika-e2e-quick] } }\n';
    const other = await end(await stage.tenant.propose({ ...files, 'zuul.d/project.yaml': twin }));
    expect(other.set.builds).to.deep.equal([]);
    expect(other.said).to.match(/troika-e2e-quick.*(already|defined|not permitted)/s);
  });

  it('on a branch whose name is a command: the name is text everywhere, and nothing of it runs', async () => {
    const branch = 'rel-$(touch${IFS}/tmp/troika-evil)';
    const sha = await stage.tenant.publish(changeOf(configuration()), branch);
    await stage.tenant.tick(branch, sha);
    const set = await stage.tenant.ticked(sha, 900);
    expect(set.builds.map(({ result }) => result)).to.deep.equal(['SUCCESS']);
    expect(await readFile('/tmp/troika-evil', 'utf8').catch(() => 'is not there')).to.equal('is not there');
  });
});
