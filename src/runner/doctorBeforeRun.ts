import type { RunConfig } from '../config/config.ts';
import { TroikaError } from '../model/error.ts';
import { images } from '../openstack/lookup.ts';
import { quotas as readQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import type { Check } from '../report/doctorSchema.ts';
import { checkSuites } from './checkSuites.ts';
import { findExternalNetwork } from './connectCloud.ts';
import { checkCredential } from './doctorChecks.ts';
import { makersOfCredentials } from './doctorClusters.ts';
import { judgeImage, judgeServices } from './doctorJudge.ts';
import type { Member } from './lifeParts.ts';
import { prepareMembers, refuseNever, reserveOf } from './prepare.ts';
import { asksOf, bindSuites } from './registry.ts';
import type { Tools } from './tools.ts';

/**
 * What a run asks before it begins: those checks of `troika doctor` that cost little, all asked at once.
 * @returns its clusters, ready to start, and the external network
 * @throws TroikaError for the first that is bad, with its remedy; CloudError
 */
export async function lookBeforeRun(
  config: RunConfig,
  runId: string,
  session: Session,
  tools: Tools,
): Promise<{ readonly externalNetworkId: string; readonly members: readonly Member[] }> {
  const signal = tools.interrupts.work;
  refuseBad(await checkSuites(bindSuites(config.clusters, tools)));
  refuseBad([judgeServices((service) => session.has(service), session.services)]);
  const asked = [
    findExternalNetwork(session, config.externalNetwork),
    prepareMembers(config, runId, session, tools),
    readQuotas(session, signal),
    checkImages(config, session, signal),
    checkMakers(config, session, signal),
  ] as const;
  // Of several failures the first in this order is told, whichever came first.
  await Promise.allSettled(asked);
  const externalNetworkId = await asked[0];
  const members = await asked[1];
  refuseNever(members, await asked[2], reserveOf(config));
  refuseBad([...(await asked[3]), ...(await asked[4])]);
  const { clock, redactor, env, cwd } = tools;
  for (const { provisioner } of members) await provisioner.check?.({ clock, redactor, env, cwd, signal });
  return { externalNetworkId, members };
}

async function checkImages(config: RunConfig, session: Session, signal: AbortSignal): Promise<readonly Check[]> {
  const all = await images(session, signal);
  return config.clusters.flatMap((cluster) =>
    asksOf(cluster).images.flatMap((image) => judgeImage(cluster.label, image, all)),
  );
}

/** Asked only where a cluster would be refused for it in the middle of its coming up. */
async function checkMakers(config: RunConfig, session: Session, signal: AbortSignal): Promise<readonly Check[]> {
  const makers = makersOfCredentials(config);
  return makers.length === 0 ? [] : [await checkCredential(session, makers, signal)];
}

function refuseBad(checks: readonly Check[]): void {
  const found = checks.filter((check) => check.state === 'bad');
  const [first] = found;
  if (first === undefined) return;
  throw new TroikaError(
    first.verdict,
    found.map((check) => check.says).join('; '),
    first.remedy === null ? {} : { hint: first.remedy },
  );
}
