import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunConfig } from '../config/config.ts';
import type { Quotas } from '../model/demand.ts';
import { TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import type { Session } from '../openstack/session.ts';
import type { Check, DoctorFile } from '../report/doctorSchema.ts';
import { doctorText } from '../report/doctorText.ts';
import { checkSuites } from './checkSuites.ts';
import { connectCloud } from './connectCloud.ts';
import { checkCredential, checkLoadBalancers, checkLogin, checkQuotas } from './doctorChecks.ts';
import { checkClusters, checkDemand, checkOutside, makersOfCredentials } from './doctorClusters.ts';
import { badOf, judgeClock, judgeRoles, judgeServices, ok, unchecked, verdictOf } from './doctorJudge.ts';
import { checkBook, checkExternalNetwork } from './doctorNetwork.ts';
import { readConfig } from './readConfig.ts';
import { bindSuites } from './registry.ts';
import { configInBuild } from './start.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { returning } from './zuulReturn.ts';

export interface DoctorRequest {
  /** Undefined: troika.yaml, if it is there. */
  readonly file: string | undefined;
  readonly cloud: string | undefined;
  readonly json: boolean;
  /** The folder of the Zuul build in which a run is to follow. */
  readonly zuul: string | undefined;
}

const DEFAULT_FILE = 'troika.yaml';
const CONFIGURATION = 'configuration';

/**
 * The use case of `troika doctor`: whether a run could work with this cloud, credential and configuration. Writes nothing.
 * @returns the exit code of the worst check
 */
export async function doctor(request: DoctorRequest, tools: Tools): Promise<number> {
  if (request.zuul === undefined)
    return exitCode((await look(await readFile(request.file, tools), request, tools)).verdict);
  const folder = await openZuulFolder(request.zuul, tools.cwd);
  return returning(folder, tools, async () => {
    const file = request.file ?? DEFAULT_FILE;
    const config = await configInBuild(await readConfig(file, tools), folder, tools);
    const checks = [ok(CONFIGURATION, `${file} has no problems, and what the change asks for is granted`)];
    const { checks: all, verdict } = await look({ config, checks }, request, tools);
    if (verdict === 'passed') return exitCode(verdict);
    const bad = all
      .filter(({ state }) => state === 'bad')
      .map(({ name, says, remedy }) => `${name}: ${says} ${remedy ?? ''}`);
    throw new TroikaError(verdict, ['a run could not work here:', ...bad].join('\n  '));
  });
}

interface Read {
  readonly config?: RunConfig;
  readonly checks: readonly Check[];
}

/** Looks at everything and prints what there is to say. */
async function look({ config, checks: configured }: Read, request: DoctorRequest, tools: Tools): Promise<DoctorFile> {
  const { session, checks: examined } = await examine(config, request.cloud ?? config?.cloud, tools);
  const checks = [...configured, ...(await checkSuites(bindSuites(config?.clusters ?? [], tools))), ...examined];
  const file: DoctorFile = {
    version: 1,
    cloud: session?.cloud ?? null,
    projectId: session?.projectId ?? null,
    checks,
    verdict: verdictOf(checks),
  };
  tools.stdout.write(request.json ? `${JSON.stringify(file, null, 2)}\n` : `${doctorText(file)}\n`);
  return file;
}

async function readFile(named: string | undefined, tools: Tools): Promise<Read> {
  const name = CONFIGURATION;
  const isThere = access(resolve(tools.cwd, DEFAULT_FILE)).then(
    () => true,
    () => false,
  );
  if (named === undefined && !(await isThere))
    return { checks: [unchecked(name, `there is no ${DEFAULT_FILE} here, so no clusters are looked at`)] };
  const file = named ?? DEFAULT_FILE;
  try {
    return { config: await readConfig(file, tools), checks: [ok(name, `${file} has no problems`)] };
  } catch (error) {
    return { checks: [badOf(name, error)] };
  }
}

async function examine(
  config: RunConfig | undefined,
  cloud: string | undefined,
  tools: Tools,
): Promise<{ readonly session?: Session; readonly checks: readonly Check[] }> {
  try {
    const session = await connectCloud(tools, cloud);
    return { session, checks: await examineCloud(config, session, tools) };
  } catch (error) {
    tools.interrupts.work.throwIfAborted();
    return { checks: [badOf('login', error), unchecked('everything else', 'not asked without a login')] };
  }
}

/** All checks of a cloud, asked at once as far as they do not need each other. */
async function examineCloud(config: RunConfig | undefined, session: Session, tools: Tools): Promise<readonly Check[]> {
  const signal = tools.interrupts.work;
  const [login, quotas, clusters, balancers, credential] = await Promise.all([
    checkLogin(session, signal),
    checkQuotas(session, signal),
    config === undefined ? { checks: [], bound: [] } : checkClusters(config, session, signal),
    checkLoadBalancers(session, signal),
    checkCredential(session, config === undefined ? undefined : makersOfCredentials(config), signal),
  ]);
  const clock = judgeClock(tools.clock.now().getTime(), session.now().getTime());
  const demands = clusters.bound.map((one) => one.provisioner.demand);
  const need = Math.max(0, ...demands.map((demand) => demand.floatingIps + demand.routers));
  const [book, external, outside] = await Promise.all([
    checkBook(session, quotas.known, config?.leaseTtlSeconds, signal),
    checkExternalNetwork(session, config?.externalNetwork, need, signal),
    checkOutside(clusters.bound, tools),
  ]);
  const limits = quotas.whole ? (quotas.known as Quotas) : undefined;
  return [
    login,
    judgeRoles(session.roles),
    credential,
    judgeServices((service) => session.has(service), session.services),
    clock,
    ...quotas.checks,
    ...balancers,
    ...book,
    ...external,
    ...clusters.checks,
    ...outside,
    ...(config === undefined || clusters.bound.length === 0 ? [] : [checkDemand(clusters.bound, limits, config)]),
  ];
}
