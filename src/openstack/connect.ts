import { readFile } from 'node:fs/promises';
import type { CloudConfig } from '../config/cloudConfig.ts';
import type { Clock } from '../io/clock.ts';
import type { Log } from '../io/log.ts';
import type { Redactor } from '../io/redact.ts';
import { TroikaError } from '../model/error.ts';
import { endpointOf, regionsOf, servicesIn, type Catalogue } from './catalogue.ts';
import { createCloudTime } from './cloudTime.ts';
import { createFirstAlone } from './firstAlone.ts';
import { createHttp, REQUEST_TIMEOUT_MS } from './http.ts';
import { login } from './login.ts';
import { createRequest } from './request.ts';
import { createRoots } from './roots.ts';
import type { Service, Session } from './session.ts';
import { createTransport } from './transport.ts';

export interface ConnectTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Ends waiting and reading; an effect on its way is let to its answer. */
  readonly signal?: AbortSignal;
  /** Longest life of one request; 60 s by default. With all its attempts it is over within two and a half times that. */
  readonly requestTimeoutMs?: number;
}

/**
 * Logs in. What a service offers is asked when it is needed first, so that nobody waits for one that he does not use.
 * @throws CloudError `unauthorised` or `broken` from the login; TroikaError `usage` for a region that is not there, or not said
 */
export async function connect(config: CloudConfig, tools: ConnectTools): Promise<Session> {
  const { clock, redactor } = tools;
  const time = createCloudTime(clock);
  const timeout = tools.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const http = createHttp({
    timeout,
    verify: config.verify,
    ...(config.cacert === undefined ? {} : { authorities: await readAuthorities(config.cacert) }),
  });
  const transport = createTransport(config.name, http, { ...tools, time, timeout });
  const grant = await login(config, transport, redactor);
  time.told(grant.issuedAt);
  const { catalogue, projectId } = grant;
  const region = regionIn(catalogue, config);
  const place = { region, interface: config.interface };

  let { token } = grant;
  let renewal: Promise<void> | undefined;
  const renew = (): Promise<void> => {
    renewal ??= login(config, transport, redactor)
      .then((fresh) => {
        token = fresh.token;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };

  const root = createRoots({ cloud: config.name, catalogue, place, projectId, transport, token: () => token.reveal() });
  const has = (service: Service): boolean => endpointOf(catalogue, service, place) !== undefined;
  tools.signal?.throwIfAborted();

  return {
    cloud: config.name,
    config,
    ...(config.named === undefined ? {} : { named: config.name }),
    projectId,
    userId: grant.userId,
    roles: grant.roles,
    region,
    applicationCredentialId: grant.applicationCredentialId,
    services: servicesIn(catalogue, region),
    has,
    now: () => time.now(),
    request: createRequest({
      transport,
      redactor,
      root,
      token: () => token,
      firstAlone: createFirstAlone(clock),
      renew,
    }),
    unansweredAt: () => transport.unansweredAt(),
    log: transport.lines,
  };
}

function regionIn(catalogue: Catalogue, config: CloudConfig): string | undefined {
  const regions = regionsOf(catalogue);
  if (config.region !== undefined && !regions.includes(config.region)) {
    const hint = regions.length === 0 ? 'Its catalogue is empty.' : `There are: ${regions.join(', ')}.`;
    throw new TroikaError('usage', `cloud ${config.name} has no region ${config.region}`, {
      hint: `${hint} Set region_name in clouds.yaml.`,
    });
  }
  if (config.region === undefined && regions.length > 1) {
    throw new TroikaError('usage', `cloud ${config.name} has several regions`, {
      hint: `Set region_name in clouds.yaml to one of ${regions.join(', ')}.`,
    });
  }
  return config.region ?? regions[0];
}

async function readAuthorities(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new TroikaError('usage', `cannot read the CA bundle ${path}`, { hint: 'See cacert in clouds.yaml.' });
  }
}
