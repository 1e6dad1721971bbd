import { expect } from 'chai';
import { execa } from 'execa';
import { commitMessage } from '../../src/io/commitMessage.ts';
import { makePlace, type Place } from '../support/program.ts';

describe('the message of a commit', () => {
  let place: Place;
  beforeEach(async () => {
    place = await makePlace();
  });
  afterEach(() => place.remove());

  async function commitOf(message: string): Promise<string> {
    const git = (...args: string[]): Promise<{ stdout: string }> =>
      execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: place.path, input: message });
    await git('init', '-q');
    await git('commit', '-q', '--allow-empty', '--cleanup=verbatim', '-F', '-');
    return (await git('rev-parse', 'HEAD')).stdout;
  }

  it('is read as it is, whatever stands in it', async () => {
    const message = 'Subject $(id)\n\n```troika\nclusters: 1\n```\n%B {{ x }}\n';
    expect((await commitMessage(place.path, await commitOf(message)))?.trimEnd()).to.equal(message.trimEnd());
  });

  it('is not read where there is no such commit, or no repository', async () => {
    await commitOf('x');
    expect(await commitMessage(place.path, 'a'.repeat(40))).to.equal(undefined);
    expect(await commitMessage('/', 'a'.repeat(40))).to.equal(undefined);
  });

  it('is cut where it is endless', async () => {
    const long = await commitMessage(place.path, await commitOf(`Subject\n\n${'x'.repeat(3_000_000)}`));
    expect(long)
      .to.match(/^Subject\n\nx/)
      .and.have.length.within(500_000, 1_100_000);
  });
});
