import { execa } from 'execa';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a commit, by their paths; what is not named is not in it. */
export type Files = Readonly<Record<string, string>>;

export interface Commit {
  readonly sha: string;
  /** What the branch showed before; forty zeros where it is new. */
  readonly before: string;
}

/** Makes one commit of a bare repository. @param branch moves there; undefined: the commit only lies there */
export async function commit(
  repository: string,
  files: Files,
  message: string,
  branch: string | undefined,
  parent = 'refs/heads/main',
): Promise<Commit> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-commit-'));
  const env = { GIT_DIR: repository, GIT_WORK_TREE: folder, GIT_INDEX_FILE: join(folder, '.index'), ...PERSON };
  const git = async (args: readonly string[], input = ''): Promise<string> =>
    (await execa('git', ['-c', 'safe.directory=*', ...args], { env, cwd: folder, input })).stdout;
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await git(['add', '--force', ...Object.keys(files)]);
    const tree = await git(['write-tree']);
    const tip = async (ref: string): Promise<string> => git(['rev-parse', '-q', '--verify', ref]).catch(() => NOTHING);
    const from = await tip(parent);
    const sha = await git(['commit-tree', tree, ...(from === NOTHING ? [] : ['-p', from])], message);
    const before = branch === undefined ? NOTHING : await tip(`refs/heads/${branch}`);
    await git(['update-ref', branch === undefined ? `refs/bed/${sha}` : `refs/heads/${branch}`, sha]);
    return { sha, before };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NOTHING = '0'.repeat(40);
const PERSON = {
  GIT_AUTHOR_NAME: 'author',
  GIT_AUTHOR_EMAIL: 'author@bed.invalid',
  GIT_COMMITTER_NAME: 'author',
  GIT_COMMITTER_EMAIL: 'author@bed.invalid',
};
