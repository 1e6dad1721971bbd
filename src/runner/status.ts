import { exitCode } from '../model/verdict.ts';
import type { Session } from '../openstack/session.ts';
import { screenOf } from '../report/screen.ts';
import { statusText } from '../report/statusText.ts';
import { connectCloud } from './connectCloud.ts';
import { readStatus } from './statusRead.ts';
import { statusView } from './statusView.ts';
import type { Tools } from './tools.ts';

export interface StatusRequest {
  readonly cloud: string | undefined;
  readonly json: boolean;
  /** Look again and again, until a signal. */
  readonly watch: boolean;
}

const PAUSE_MS = 10_000;

/** Clears the screen and goes to its first line (ECMA-48, ED and CUP). */
const CLEAR = '\u001b[2J\u001b[H';

/** The use case of `troika status`. Changes nothing. @returns the exit code: 0, or that of `unknown` */
export async function status(request: StatusRequest, tools: Tools): Promise<number> {
  const session = await connectCloud(tools, request.cloud);
  const { work } = tools.interrupts;
  let code = await look(session, request, tools);
  while (request.watch && !work.aborted) {
    await tools.clock.sleep(PAUSE_MS, work).catch(() => undefined);
    // Whoever ends a watch has seen what there was to see: the end itself is no news.
    if (!work.aborted) code = await look(session, request, tools).catch((error: unknown) => endOr(error, work, code));
  }
  return code;
}

async function look(session: Session, { json, watch }: StatusRequest, tools: Tools): Promise<number> {
  const seen = await readStatus(session, tools.interrupts.work);
  const view = statusView(seen);
  if (json) tools.stdout.write(`${JSON.stringify(view, null, watch ? 0 : 2)}\n`);
  else {
    const screen = watch ? screenOf(tools.stdout, tools.env, { colour: tools.colour }) : undefined;
    const between = watch && screen === undefined ? '\n' : '';
    tools.stdout.write(`${screen === undefined ? '' : CLEAR}${statusText(view, seen.where)}\n${between}`);
  }
  return exitCode(view.verdict);
}

function endOr(error: unknown, work: AbortSignal, code: number): number {
  if (work.aborted) return code;
  throw error;
}
