import { expect } from 'chai';
import { configuration, openStage, type Stage } from './stage.ts';

const PROJECT = '- project: { check: { jobs: [troika-lint] } }\n';

describe('the lint job, in a pipeline before any review of a real Zuul', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.dispose());

  async function end(troika: string) {
    const files = { 'troika.yaml': troika, 'troika-nightly.yaml': configuration(), 'zuul.d/project.yaml': PROJECT };
    const change = await stage.tenant.propose(files, { label: 'none' });
    const set = await stage.tenant.ended(change, 300, 'check');
    return { set, said: (await stage.tenant.comments(change)).join('\n') };
  }

  it('passes a right configuration, without a credential', async () => {
    const { set } = await end(configuration());
    expect(set.builds.map(({ job_name: job, result }) => [job, result])).to.deep.equal([['troika-lint', 'SUCCESS']]);
  });

  it('fails one that is wrong, and one whose job leaves it too little time; the comment says where', async () => {
    const wrong = await end(configuration().replace('cleanup: 5m', 'cleanup: soon'));
    expect(wrong.set.builds[0]?.result).to.equal('FAILURE');
    expect(wrong.said).to.match(/troika.yaml:5: cleanup: write a duration/);
    const long = await end(configuration().replace('deadline: 30m', 'deadline: 3h'));
    expect(long.set.builds[0]?.result).to.equal('FAILURE');
    expect(long.said).to.match(/job troika-e2e-quick: its timeout of 3600 s leaves/);
  });
});
