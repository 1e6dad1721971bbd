import { says } from '../model/error.ts';
import type { Finding } from '../model/verdict.ts';
import { startSpan } from './deadline.ts';
import { provisionContext, type Holder, type LifeTools } from './lifeParts.ts';

const COLLECT_SECONDS = 60;
/** Of a run that somebody has stopped: whoever waits for its end is not kept long. */
const COLLECT_STOPPED_SECONDS = 15;

/** Fetches what a failure is understood by, in a time of its own; what could not be had is a warning. Never throws. */
export async function collect(holder: Holder, tools: LifeTools, findings: readonly Finding[]): Promise<void> {
  const { holding, cluster } = holder.admitted;
  const stopped = findings.some(({ verdict }) => verdict === 'interrupted');
  const seconds = stopped ? COLLECT_STOPPED_SECONDS : COLLECT_SECONDS;
  const timeIsUp = (): string => `the ${seconds} s for collecting are up`;
  const span = startSpan(tools.context.clock, seconds, AbortSignal.any([tools.all, holding.lost]), timeIsUp);
  try {
    await tools.diagnose({ member: holder.member, findings }, provisionContext(holder, tools, span));
  } catch (error) {
    tools.context.log.warn({ cluster }, `not everything could be collected: ${says(error)}`);
  } finally {
    span.end();
  }
}
