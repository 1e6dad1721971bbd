import { CSI_KEYS } from '../creators/cinderCsi.ts';
import { isMarkedRetain, markedClaim } from '../creators/retainMarks.ts';
import type { ObjectName, LedgerEntry } from '../model/evidence.ts';
import { refKey, type Resource } from '../model/resource.ts';
import { mayBeClaimed } from './claimed.ts';

/** What happens to volumes behind claims, and their snapshots: `keep` hands them over, `report` leaves them as leftovers. */
export type PvcPolicy = 'delete' | 'keep' | 'report';

/** What becomes of volumes behind claims. */
export interface ClaimPolicy {
  /** Undefined: nobody said anything. They go, but not what an earlier clean-up handed over. */
  readonly pvc?: PvcPolicy | undefined;
  /** Deletes also what the cluster was told to retain. */
  readonly retained?: boolean | undefined;
}

/** What is to become of volumes behind claims, and what the clusters themselves told of them. */
export interface ClaimRules extends ClaimPolicy {
  readonly ledger?: readonly LedgerEntry[];
  /** Keys of what earlier clean-ups handed over. */
  readonly handedOver?: ReadonlySet<string> | undefined;
}

/** Claims as the ledger knows them, by the key of their volume or snapshot. */
export type KnownClaims = ReadonlyMap<string, LedgerEntry>;

/** What ledgers know of claims: the last word on each volume, but that whoever says Retain is believed. Pure. */
export function knownClaims(ledger: readonly LedgerEntry[] = []): KnownClaims {
  const known = new Map<string, LedgerEntry>();
  for (const entry of ledger.filter((one) => one.claim !== undefined || one.reclaimPolicy !== undefined)) {
    const key = refKey(entry);
    const retained = known.get(key)?.reclaimPolicy === 'Retain' ? ({ reclaimPolicy: 'Retain' } as const) : {};
    known.set(key, { ...entry, ...retained });
  }
  return known;
}

/** True when the cluster retains it, as its ledger knows or the mark on it says: here, too, whoever says Retain is believed. */
export function isRetained(resource: Resource, known: KnownClaims): boolean {
  return isMarkedRetain(resource) || known.get(refKey(resource))?.reclaimPolicy === 'Retain';
}

/** Why such a one stays; see Stay. */
interface ClaimStay {
  readonly why: string;
  readonly leftover: boolean;
}

/**
 * Why a volume that may stand behind a claim, or its snapshot, stays; undefined when it may go. What was handed over is a
 * neighbour's until somebody asks for its deletion in so many words: by the policy, or what is retained by that. Pure.
 */
export function claimStay(resource: Resource, rules: ClaimRules, known: KnownClaims): ClaimStay | undefined {
  const retained = isRetained(resource, known);
  if (retained && rules.retained !== true) return { why: 'its reclaim policy is Retain', leftover: false };
  const { pvc, handedOver } = rules;
  if ((pvc === 'keep' || pvc === 'report') && isAskedFor(resource, rules))
    return { why: `the policy for volumes behind claims is ${pvc}`, leftover: pvc === 'report' };
  if (pvc === 'delete' || retained || handedOver?.has(refKey(resource)) !== true) return undefined;
  return { why: 'an earlier clean-up handed it over, and only --pvc delete takes it', leftover: false };
}

/** No creator but the CSI driver makes copies, so one that a ledger names is its. */
function isAskedFor(resource: Resource, { ledger = [] }: ClaimRules): boolean {
  if (mayBeClaimed(resource)) return true;
  const copy = resource.kind === 'snapshot' || resource.kind === 'backup';
  return copy && ledger.some((entry) => refKey(entry) === refKey(resource));
}

/** The claim of a volume: as the cluster told it, as Troika marked it, or as the CSI driver wrote it on the volume. */
export function claimOf(volume: Resource, known: KnownClaims): Omit<ObjectName, 'uid'> | undefined {
  const claim = known.get(refKey(volume))?.claim;
  if (claim !== undefined) return { namespace: claim.namespace, name: claim.name };
  const marked = markedClaim(volume);
  if (marked !== undefined) return marked;
  const { [CSI_KEYS.claim]: name, [CSI_KEYS.claimNamespace]: namespace } = volume.metadata;
  return name === undefined || namespace === undefined ? undefined : { namespace, name };
}
