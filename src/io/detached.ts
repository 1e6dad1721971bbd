import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { says, TroikaError } from '../model/error.ts';

/**
 * Starts this program once more, with other arguments, as the leader of a session of its own: it goes on when the caller
 * ends. What it prints goes straight into a file, which is added to; execa would hand it through the caller.
 * @throws TroikaError broken when it cannot be started
 */
export async function startDetached(args: readonly string[], output: string, cwd: string): Promise<void> {
  const [program = '', script = ''] = process.argv;
  const file = await open(output, 'a', 0o644);
  try {
    const stdio = ['ignore', file.fd, file.fd] as const;
    const child = spawn(program, [...process.execArgv, script, ...args], { cwd, detached: true, stdio: [...stdio] });
    await once(child, 'spawn');
    child.unref();
  } catch (error) {
    throw new TroikaError('broken', `the run cannot be started: ${says(error)}`, { class: 'provision' });
  } finally {
    await file.close();
  }
}
