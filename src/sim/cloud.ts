import { createDoor, type LoggedRequest } from './core/answer.ts';
import { createHeld } from './core/held.ts';
import { createRandom } from './core/random.ts';
import { createTurns } from './core/turns.ts';
import { listen } from './core/http.ts';
import type { Limits } from './core/limits.ts';
import { createScript, type ScriptRule } from './core/script.ts';
import { createState, type State } from './core/state.ts';
import type { DeletionMs } from './core/time.ts';
import { compute } from './compute/service.ts';
import { identity } from './identity/service.ts';
import { image } from './image/service.ts';
import { loadBalancer } from './loadBalancer/service.ts';
import { network } from './network/service.ts';
import { objectStore } from './objectStore/service.ts';
import { furnish, makeProject, type SimProject } from './furnish.ts';
import { volume } from './volume/service.ts';

export interface SimOptions {
  /** 1 takes about as long as real services on one machine, 10 a tenth of it, Infinity nothing: the next request sees the end. */
  readonly speed: number;
  /** One seed gives one sequence of ids and addresses. */
  readonly seed: number;
  /** Limits of the first project; the others are generous. */
  readonly quota?: Partial<Limits>;
  /** A free port when absent. */
  readonly port?: number;
  /**
   * The cloud's clock leaps so many milliseconds with each request, so that waiting takes requests and hardly any time. States
   * in between are seen, as with a finite speed, but how many requests see them does not hang on the machine's load.
   */
  readonly leapMs?: number;
  /**
   * Requests that come in within so many milliseconds are carried out in an order drawn by the seed. Absent: in the order in
   * which they come.
   */
  readonly jumbleMs?: number;
  /** How long these deletions take by the cloud's clock, whatever the speed: what is built at once goes as in production. */
  readonly deletionMs?: DeletionMs;
  /** The cloud's time at the start, in milliseconds since 1970; the machine's when absent. */
  readonly startsAt?: number;
}

/** A running cloud, listening on 127.0.0.1. */
export interface Sim {
  /** `http://127.0.0.1:12345/identity/v3` */
  readonly authUrl: string;
  /** A clouds.yaml with `sim` (password) and `sim-appcred` (unrestricted application credential), both of the first project. */
  cloudsYaml(): string;
  readonly projectId: string;
  readonly externalNetworkName: string;
  /** The first project and its logins. */
  readonly project: SimProject;
  /** Makes one more project with a user of its own. */
  addProject(name: string, quota?: Partial<Limits>): SimProject;
  /** Changes limits of a project; those not named stay. */
  setQuota(projectId: string, quota: Partial<Limits>): void;
  /** Every request, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Sets the script of faults in place of the one before; an empty one ends it. */
  script(rules: readonly ScriptRule[]): void;
  /** Carries out now, oldest first, the requests that the script holds back (`late`). @returns how many */
  land(): number;
  /** The cloud's raw state, for tests to look at and to change. */
  readonly world: State;
  close(): Promise<void>;
}

/**
 * Starts a cloud in memory that speaks Keystone, Nova, Neutron, Cinder, Octavia, Glance and Swift on one port, with an external
 * network, flavors, an image, and one project.
 */
export async function startSim(options: SimOptions): Promise<Sim> {
  const startsAt = options.startsAt ?? Date.now();
  const state = createState({ seed: options.seed, speed: options.speed, startsAt, deletionMs: options.deletionMs });
  const script = createScript();
  const held = createHeld(state.time);
  const requests: LoggedRequest[] = [];
  const externalNetworkName = furnish(state);
  const project = makeProject(state, 'sim', options.quota ?? {});
  let base = '';
  const services = [identity, compute, network, volume, loadBalancer, image, objectStore];
  const door = createDoor({ state, script, held, requests, services, base: () => base, leapMs: options.leapMs ?? 0 });
  const { jumbleMs } = options;
  const turn = jumbleMs === undefined ? () => Promise.resolve() : createTurns(jumbleMs, createRandom(options.seed));
  const listening = await listen(options.port ?? 0, door, turn);
  base = listening.base;
  const authUrl = `${base}/identity/v3`;
  return {
    authUrl,
    cloudsYaml: () => cloudsYaml(authUrl, project),
    projectId: project.projectId,
    externalNetworkName,
    project,
    addProject: (name, quota = {}) => makeProject(state, name, quota),
    setQuota(projectId, quota) {
      const limits = state.limits.get(projectId);
      if (limits === undefined) throw new RangeError(`no project ${projectId}`);
      Object.assign(limits, quota);
    },
    requests,
    script: (rules) => {
      script.set(rules, state);
    },
    land: () => held.land(),
    world: state,
    close: () => listening.close(),
  };
}

function cloudsYaml(authUrl: string, project: SimProject): string {
  return `clouds:
  sim:
    auth:
      auth_url: ${authUrl}
      username: ${project.userName}
      password: "${project.password}"
      project_name: ${project.projectName}
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
    interface: public
    identity_api_version: 3
  sim-appcred:
    auth_type: v3applicationcredential
    auth:
      auth_url: ${authUrl}
      application_credential_id: "${project.applicationCredential.id}"
      application_credential_secret: "${project.applicationCredential.secret}"
    region_name: RegionOne
    interface: public
    identity_api_version: 3
`;
}
