import { toType, type Where } from '../model/toType.ts';
import { aligned } from './aligned.ts';
import { leaseText } from './leaseText.ts';
import type { StatusFile } from './statusSchema.ts';
import { onOneLine } from './width.ts';

/** Who holds what in a project, for people. Pure. @param where for commands to be typed */
export function statusText(view: StatusFile, where: Where = {}): string {
  const parts = [leaseText(view), quotaPart(view), addressPart(view), leftoverPart(view, where), unseenPart(view)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function quotaPart({ quotas, quotasUnread }: StatusFile): string {
  const rows = quotas.map(({ quota, limit, used, promised, free }) => [
    quota,
    limit === null ? 'none' : `${limit}`,
    `${used}`,
    `${promised}`,
    free === null ? 'any' : `${free}`,
  ]);
  return [
    'QUOTAS',
    ...(rows.length === 0 ? [] : aligned([['quota', 'limit', 'used', 'promised', 'free'], ...rows])),
    ...quotasUnread.map((why) => `not told: ${onOneLine(why)}`),
  ].join('\n');
}

function addressPart(view: StatusFile): string {
  const { floatingIps, gaps } = view;
  if (gaps.some((gap) => gap.kind === 'floatingIp')) return 'FLOATING IPS  could not be listed';
  if (floatingIps.length === 0) return 'FLOATING IPS  none';
  const rows = floatingIps.map((one) => [one.address, one.status, holderOf(one), evidenceOf(one.evidence)]);
  return [
    `FLOATING IPS  ${floatingIps.length}`,
    ...aligned([['address', 'status', 'holder', 'evidence'], ...rows]),
  ].join('\n');
}

type Address = StatusFile['floatingIps'][number];

function holderOf({ holder, cluster, lease }: Address): string {
  if (holder === 'undecided') return 'undecided';
  if (holder === 'other' || cluster === null) return "not Troika's";
  return lease === null ? `${cluster}, which holds no slot` : `${cluster} of ${lease}`;
}

/** The best reason for what is said of the holder, and the text that it is about. */
function evidenceOf([best]: Address['evidence']): string {
  if (best === undefined) return 'nothing on it names a cluster';
  return best.value === '' || best.says.includes(best.value) ? best.says : `${best.says}: ${best.value}`;
}

function leftoverPart({ leftovers, gaps, book }: StatusFile, where: Where): string {
  const short = gaps.length === 0 ? [] : ['This may not be all: not everything could be listed.'];
  if (book.state === 'unknown') return 'LEFTOVERS  unknown without the lease book';
  if (leftovers.length === 0) return gaps.length === 0 ? 'LEFTOVERS  none' : ['LEFTOVERS', ...short].join('\n');
  return [
    'LEFTOVERS  of clusters that hold no slot',
    ...short,
    ...leftovers.flatMap((one) => [
      `${one.cluster}  ${countText(one)}: ${Object.entries(one.kinds)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', ')}`,
      `  known by: ${onOneLine(one.because)}`,
      `  to see what of it can go, and why: ${one.remedy}`,
    ]),
    `To see which of them dead runs left, and remove those together: ${toType('forceclean sweep', where)}`,
  ].join('\n');
}

function countText({ resources, undecided }: StatusFile['leftovers'][number]): string {
  const doubt = undecided === 0 ? '' : ` and ${undecided} undecided`;
  return `${resources} ${resources === 1 ? 'resource' : 'resources'}${doubt}`;
}

function unseenPart({ gaps, notLookedAt }: StatusFile): string {
  return [
    ...gaps.map((gap) => `Could not be listed: ${gap.kind}: ${onOneLine(gap.why)}`),
    ...(notLookedAt.length === 0 ? [] : [`Services not looked at: ${notLookedAt.map(onOneLine).join(', ')}`]),
  ].join('\n');
}
