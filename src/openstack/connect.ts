import type { CloudConfig } from '../config/cloudConfig.ts';
import type { Clock } from '../io/clock.ts';
import type { Log } from '../io/log.ts';
import type { Redactor } from '../io/redact.ts';
import type { Session } from './session.ts';

export interface ConnectTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Ends waiting and reading; an effect on its way is let to its answer. */
  readonly signal?: AbortSignal;
}

export async function connect(config: CloudConfig, tools: ConnectTools): Promise<Session> {
  throw new Error(`connect ${config.name} ${tools.clock.now()}`);
}
