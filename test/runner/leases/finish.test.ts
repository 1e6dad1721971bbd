import { expect } from 'chai';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import type { EventBody } from '../../../src/model/event.ts';
import { finisher } from '../../../src/runner/leases/finish.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { journalInto } from './wardenStage.ts';

const MISSING = '/nowhere/management.kubeconfig';

/** Where a management cluster answers, killed.kubernetes.ts shows it. */
describe('finishing a cluster of which no ticket tells', () => {
  let stage: BookStage;
  let events: EventBody[];

  beforeEach(async () => {
    stage = await makeBookStage();
    events = [];
  });

  afterEach(() => stage.dispose());

  async function finish(cluster: string, kubeconfigs: readonly string[]): Promise<unknown> {
    const journal = journalInto(events);
    const finishing = finisher({
      kubeconfigs,
      contextOf: (name, signal) => ({
        ...{ journal, clock: stage.own.clock, log: noLog, redactor: createRedactor(), session: stage.own.session },
        ...{ cluster: name, signal, deadline: Infinity, folder: '/', env: {}, retained: false },
      }),
    });
    const hinders = (): Promise<never> => Promise.reject(new Error('nothing hinders anybody'));
    return finishing(cluster, new AbortController().signal, hinders);
  }

  it('says nothing where no kubeconfig is at hand, nor of a name that a person chose', async () => {
    expect(await finish('tabcdefgh2a', [])).to.equal(undefined);
    expect(await finish('production', [MISSING])).to.equal(undefined);
    expect(await finish('translation', [MISSING])).to.equal(undefined);
    expect(events).to.deep.equal([]);
  });

  it('says where it could not look, and hinders no clean-up by that', async () => {
    expect(await finish('tabcdefgh2a', [MISSING])).to.equal(undefined);
    expect(events).to.have.length(1);
    expect(events[0])
      .to.include({ type: 'warden', victim: 'tabcdefgh2a' })
      .and.to.have.property('says')
      .that.matches(/^whether tabcdefgh2a stands on the management cluster of \/nowhere.* is not known: cannot read/);
  });
});
