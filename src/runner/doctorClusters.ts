import type { RunConfig } from '../config/config.ts';
import type { Quotas } from '../model/demand.ts';
import { flavors, images } from '../openstack/lookup.ts';
import type { Session } from '../openstack/session.ts';
import type { Check } from '../report/doctorSchema.ts';
import { attempt } from './doctorChecks.ts';
import { badOf, judgeImage, ok, unchecked } from './doctorJudge.ts';
import { refuseNever, reserveOf } from './prepare.ts';
import type { Tools } from './tools.ts';
import { asksOf, bindProvisioner, type BoundProvisioner } from './registry.ts';

/** A cluster whose flavors are there, so that its demand is known. */
export interface Bound {
  readonly label: string;
  readonly provisioner: BoundProvisioner;
}

/** Flavors and images of every cluster. */
export async function checkClusters(
  config: RunConfig,
  session: Session,
  signal: AbortSignal,
): Promise<{ readonly checks: readonly Check[]; readonly bound: readonly Bound[] }> {
  const bound: Bound[] = [];
  const checks = await attempt('clusters', signal, async () => {
    const [allFlavors, allImages] = await Promise.all([flavors(session, signal), images(session, signal)]);
    const sizes = new Map(allFlavors.map((flavor) => [flavor.name, flavor]));
    const found: Check[] = [];
    for (const cluster of config.clusters) {
      try {
        bound.push({ label: cluster.label, provisioner: bindProvisioner(cluster, sizes) });
      } catch (error) {
        found.push(badOf('flavors', error));
      }
      for (const image of asksOf(cluster).images) found.push(...judgeImage(cluster.label, image, allImages));
    }
    const all = `the ${config.clusters.length} configured`;
    return found.length === 0 ? [ok('clusters', `image and flavors of ${all} are there`)] : found;
  });
  return { checks, bound };
}

/** What clusters need outside OpenStack: a management cluster, a stack, a cluster that stands already. */
export async function checkOutside(bound: readonly Bound[], tools: Tools): Promise<readonly Check[]> {
  const { clock, redactor, env, cwd, interrupts } = tools;
  const context = { clock, redactor, env, cwd, signal: interrupts.work };
  const found: Check[] = [];
  for (const { label, provisioner } of bound) {
    if (provisioner.check === undefined) continue;
    try {
      await provisioner.check(context);
      found.push(ok('kubernetes', `${label}: what ${provisioner.name} needs outside OpenStack is there`));
    } catch (error) {
      context.signal.throwIfAborted();
      found.push(badOf('kubernetes', error));
    }
  }
  return found;
}

/** Labels of clusters that make application credentials. */
export function makersOfCredentials(config: RunConfig): readonly string[] {
  return config.clusters.filter((one) => asksOf(one).credential).map((one) => one.label);
}

/** Whether each cluster fits the limits at all. @param quotas undefined: not every service told its own */
export function checkDemand(bound: readonly Bound[], quotas: Quotas | undefined, config: RunConfig): Check {
  if (quotas === undefined) return unchecked('demand', 'not every limit was told');
  try {
    refuseNever(bound, quotas, reserveOf(config));
  } catch (error) {
    return badOf('demand', error);
  }
  const need = bound.reduce((sum, one) => sum + one.provisioner.demand.floatingIps, 0);
  const { limit, used } = quotas.floatingIps;
  const free = Math.max(0, limit - used);
  const who = bound.length === config.clusters.length ? 'each cluster' : 'each cluster that could be looked at';
  return ok('demand', `${who} fits the limits; all together take ${need} floating IPs, ${free} are free now`);
}
