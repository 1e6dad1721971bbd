import { z } from 'zod';
import { call, send } from './calls.ts';
import type { Session } from './session.ts';

const Output = z.object({ output: z.string() });
const LINES = 2000;

/** The last lines of a server's console (Nova, `os-getConsoleOutput`). @throws CloudError */
export async function consoleLog(session: Session, serverId: string, signal?: AbortSignal): Promise<string> {
  const body = { 'os-getConsoleOutput': { length: LINES } };
  const post = call('compute', 'POST', `/servers/${serverId}/action`, body, signal);
  return send(session, post, (answer) => Output.parse(answer).output);
}
