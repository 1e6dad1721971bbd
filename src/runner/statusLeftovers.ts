import { TICKET_OWNER } from '../admission/ticketText.ts';
import { textOf } from '../creators/recognise.ts';
import { isLeftBehind } from '../forceclean/reasons.ts';
import type { Remains } from '../forceclean/sweep.ts';
import type { Attribution } from '../model/evidence.ts';
import { runNamesIn } from '../model/names.ts';
import { KINDS, type Resource } from '../model/resource.ts';
import { toType, type Where } from '../model/toType.ts';
import type { StatusFile } from '../report/statusSchema.ts';

/**
 * Every text in the project that has the form of a cluster's name. A form proves nothing (`translation` has it): who
 * asks judges each by its resources. A ticket bears its cluster's name and is none of its resources. Pure.
 */
export function namesIn(resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.flatMap(namesOn))].sort();
}

/**
 * What stands in the project of clusters that hold no slot. A name that nothing of Troika's kind bears is left out: no
 * creator wrote it. Pure.
 * @param leased clusters with a ticket in a slot
 */
export function leftoverRows(
  attributions: readonly Attribution[],
  leased: ReadonlySet<string>,
  where: Where,
): StatusFile['leftovers'][number][] {
  const names = namesIn(attributions.map((one) => one.resource)).filter((name) => !leased.has(name));
  return names.flatMap((cluster) => {
    const remains = remainsOf(attributions, cluster);
    if (remains === undefined) return [];
    const { ours, doubtful, because } = remains;
    return [
      {
        cluster,
        resources: ours.length,
        undecided: doubtful.length,
        kinds: countKinds([...ours, ...doubtful]),
        because,
        remedy: toType(`forceclean --cluster ${cluster}`, where),
      },
    ];
  });
}

/** What stands of one cluster, with the best reason found; undefined where nothing bears its name as a creator writes it. Pure. */
export function remainsOf(attributions: readonly Attribution[], cluster: string): Remains | undefined {
  const ours = attributions.filter((one) => one.verdict === 'ours' && one.cluster === cluster);
  const doubtful = attributions.filter((one) => isLeftBehind(one) && namesOn(one.resource).includes(cluster));
  const because = [...ours, ...doubtful].flatMap((one) => one.evidence.filter((reason) => reason.side === 'for'));
  const [best] = because.sort((a, b) => strength(a.strength) - strength(b.strength));
  if (best === undefined) return undefined;
  const resources = (of: readonly Attribution[]): readonly Resource[] => of.map((one) => one.resource);
  return { ours: resources(ours), doubtful: resources(doubtful), because: `${best.says}: ${best.value}` };
}

function namesOn(resource: Resource): readonly string[] {
  if (resource.facts['deviceOwner'] === TICKET_OWNER) return [];
  return runNamesIn(textOf(resource));
}

function strength(of: Attribution['evidence'][number]['strength']): number {
  return ['strong', 'structural', 'weak', 'veto'].indexOf(of);
}

/** How many of each kind, in the order of the kinds. Pure. */
export function countKinds(resources: readonly Resource[]): StatusFile['leftovers'][number]['kinds'] {
  const counts: StatusFile['leftovers'][number]['kinds'] = {};
  for (const kind of KINDS) {
    const count = resources.filter((resource) => resource.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}
