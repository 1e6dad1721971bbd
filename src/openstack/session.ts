import type { CloudConfig } from '../config/cloudConfig.ts';

/** The services Troika speaks with, by the role they have for it. */
export type Service = 'identity' | 'compute' | 'network' | 'volume' | 'loadBalancer' | 'image' | 'objectStore';

export interface Call {
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the service's versioned root, with its query: `/servers/detail?limit=500`. */
  readonly path: string;
  /** Sent as JSON; a text as it stands. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Sent once: no retry of ours, except with a new token after a 401. */
  readonly once?: true;
  /** A POST that does the same however often it is sent: retried like a PUT. */
  readonly repeatable?: true;
  /** Asked just before each attempt is sent; throws what stops it. */
  readonly before?: () => void;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId?: string;
}

/** One line of the request log. No header and no body: nothing secret. */
export interface RequestLine {
  readonly at: string;
  readonly service: Service;
  readonly method: string;
  /** Path without the host. */
  readonly path: string;
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  readonly requestId?: string;
  readonly ms: number;
}

/** A scoped token, its catalogue, and the one door for requests. */
export interface Session {
  /** Name of the cloud in clouds.yaml. */
  readonly cloud: string;
  /** The same where somebody named it, for commands to be typed; undefined where it goes without saying. */
  readonly named?: string;
  /** How it logs in. */
  readonly config: CloudConfig;
  readonly projectId: string;
  readonly userId: string;
  /** Names of its roles in the project, as the token says them. */
  readonly roles: readonly string[];
  readonly region: string | undefined;
  /** The application credential in use, which nobody may delete; undefined with a password or token. */
  readonly applicationCredentialId: string | undefined;
  /** Type of each service in the catalogue of this region: `compute`, `network`, `object-store` … */
  readonly services: readonly string[];
  /** False where the catalogue has no endpoint for it. */
  has(service: Service): boolean;
  /** The cloud's time: its last `Date` header, carried on by the monotonic clock. */
  now(): Date;
  /**
   * Sends one request, with token and microversion, retried by method (see openstack/retry.ts), with one re-login on 401.
   * @throws CloudError for every status of 400 and above, and when no answer came
   */
  request(call: Call): Promise<Answer>;
  /**
   * When the last effect, deletions aside, was sent that got no answer, or one of a proxy that got none (502, 504): it may still happen.
   * In monotonic milliseconds; undefined where there was none.
   */
  unansweredAt(): number | undefined;
  /** Every request sent so far, oldest first. */
  readonly log: readonly RequestLine[];
}
