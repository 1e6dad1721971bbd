import type { BrokenClass, Verdict } from '../model/verdict.ts';
import { CloudError } from './cloudError.ts';
import { faultOf, isQuotaFault } from './fault.ts';
import { retryAfterOf } from './retry.ts';
import { silenceOf } from './silence.ts';
import type { Service } from './session.ts';

/** Which request it was, for the message. */
export interface Asked {
  readonly cloud: string;
  readonly service: Service;
  readonly method: string;
  /** Without the host. */
  readonly path: string;
  /** Scheme and host, for messages about connections. */
  readonly origin: string;
}

/** An error for an answer of status 400 and above. `redact` takes out whatever secret a service might repeat. */
export function answerFailure(
  asked: Asked,
  answer: {
    readonly status: number;
    readonly text: string;
    readonly requestId?: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  redact: (text: string) => string,
): CloudError {
  const fault = redact(faultOf(answer.text));
  const { verdict, hint, class: brokenClass } = meaning(asked, answer.status, fault);
  const retryAfterMs = retryAfterOf(answer.headers);
  return new CloudError(verdict, redact(sentence(asked, `${answer.status} ${fault}`.trim(), answer.requestId)), {
    status: answer.status,
    fault,
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    ...(hint === undefined ? {} : { hint }),
    ...(brokenClass === undefined ? {} : { class: brokenClass }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** An error for a request that got no answer; `code` says why. */
export function silenceFailure(asked: Asked, code: string): CloudError {
  const { says, hint } = silenceOf(code, asked);
  return new CloudError('broken', sentence(asked, `no answer: ${says}`), { fault: says, hint });
}

/** An error for a success whose body is not what it must be: cut off, no JSON, fields missing. */
export function bodyFailure(
  asked: Pick<Asked, 'service' | 'method' | 'path'>,
  answer: { readonly status: number; readonly requestId?: string },
  fault: string,
): CloudError {
  return new CloudError('broken', sentence(asked, `${answer.status}, but ${fault}`, answer.requestId), {
    status: answer.status,
    fault,
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
  });
}

function sentence(asked: Pick<Asked, 'service' | 'method' | 'path'>, what: string, requestId?: string): string {
  const id = requestId === undefined ? '' : ` (${requestId})`;
  return `${asked.service} ${asked.method} ${asked.path}: ${what}${id}`;
}

function meaning(
  asked: Asked,
  status: number,
  fault: string,
): { readonly verdict: Verdict; readonly hint?: string; readonly class?: BrokenClass } {
  if (isQuotaFault(status, fault)) {
    return {
      verdict: 'broken',
      class: 'quota',
      hint: 'Free what is left over in the project, or have its quota raised.',
    };
  }
  if (status === 401) {
    return {
      verdict: 'unauthorised',
      hint: `The token of cloud ${asked.cloud} is not accepted, and neither is a new one: is its user, project or application credential still there?`,
    };
  }
  if (status === 403) return { verdict: 'unauthorised', hint: missingPermission(asked) };
  return { verdict: 'broken' };
}

function missingPermission({ cloud, service, method }: Asked): string {
  const who = `The credential of cloud ${cloud}`;
  if (service === 'loadBalancer')
    return `${who} lacks a role: Octavia wants load-balancer_member, or member where it is set up so.`;
  if (service === 'identity' && method !== 'GET') {
    return `${who} may not do this: an application credential must be made with --unrestricted to make or delete others.`;
  }
  return `${who} may not do this: it lacks a role in the project (member), or the thing belongs to somebody else or is protected.`;
}
