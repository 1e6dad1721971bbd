import { CSI_KEYS } from '../creators/cinderCsi.ts';
import type { ClaimName, LedgerEntry } from '../model/evidence.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { isClaimed } from './reasons.ts';
import type { ClaimPolicy, Stay } from './stay.ts';

/** What is to become of volumes behind claims, and what the clusters themselves told of them. */
export interface ClaimRules extends ClaimPolicy {
  readonly ledger?: readonly LedgerEntry[];
}

/** Claims as the ledger knows them, by the key of their volume or snapshot. */
export type KnownClaims = ReadonlyMap<string, LedgerEntry>;

/** What the ledger knows of claims: the last word on each volume. Pure. */
export function knownClaims(ledger: readonly LedgerEntry[] = []): KnownClaims {
  const told = ledger.filter((entry) => entry.claim !== undefined || entry.reclaimPolicy !== undefined);
  return new Map(told.map((entry) => [refKey(entry), entry]));
}

/** True when the cluster retains it, as far as its ledger knows. */
export function isRetained(ref: Ref, known: KnownClaims): boolean {
  return known.get(refKey(ref))?.reclaimPolicy === 'Retain';
}

/** Why a volume behind a claim, or its snapshot, stays; undefined when it may go. Pure. */
export function claimStay(resource: Resource, rules: ClaimRules, known: KnownClaims): Stay | undefined {
  if (isRetained(resource, known) && rules.retained !== true)
    return { why: 'its reclaim policy is Retain', leftover: false };
  if (rules.pvc === 'delete' || !isClaimed(resource)) return undefined;
  return { why: `the policy for volumes behind claims is ${rules.pvc}`, leftover: rules.pvc === 'report' };
}

/** The claim of a volume: as the cluster told it, or as the CSI driver wrote it on the volume. */
export function claimOf(volume: Resource, known: KnownClaims): Omit<ClaimName, 'uid'> | undefined {
  const claim = known.get(refKey(volume))?.claim;
  if (claim !== undefined) return { namespace: claim.namespace, name: claim.name };
  const { [CSI_KEYS.claim]: name, [CSI_KEYS.claimNamespace]: namespace } = volume.metadata;
  return name === undefined || namespace === undefined ? undefined : { namespace, name };
}
