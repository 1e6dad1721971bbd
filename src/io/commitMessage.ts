import { execa } from 'execa';

const TIMEOUT_MS = 10_000;
const LONGEST = 1_000_000;

/**
 * The message of a commit in a repository that lies ready; nothing is fetched.
 * @param commit 40 hexadecimal digits
 * @returns undefined where there is no git, no repository, or no such commit in it
 */
export async function commitMessage(repository: string, commit: string): Promise<string | undefined> {
  // Whoever prepared the repository may be another user.
  const options = ['-c', `safe.directory=${repository}`, '-C', repository];
  const git = await execa('git', [...options, 'show', '--no-patch', '--format=%B', commit], {
    timeout: TIMEOUT_MS,
    maxBuffer: LONGEST,
    reject: false,
    stdin: 'ignore',
  });
  // A longer one is cut, not lost: what is read of it is far shorter.
  return git.exitCode === 0 || git.isMaxBuffer ? git.stdout : undefined;
}
