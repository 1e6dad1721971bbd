import type { ObjectName } from '../model/evidence.ts';
import type { Resource } from '../model/resource.ts';

/** What is to become of it when its claim goes. Written where the answer is Retain, and only then. */
const RECLAIM_KEY = 'troika-reclaim';
const RETAIN = 'Retain';

/** `namespace/name` of the claim, or of the VolumeSnapshot. */
const CLAIM_KEY = 'troika-claim';
const CLAIM = /^([^/]+)\/([^/]+)$/;

/** The longest value that Cinder takes (cinder/api/validation/parameter_types.py, extra_specs). */
const LONGEST = 255;

type Claim = Omit<ObjectName, 'uid'>;

/**
 * Metadata that Troika writes on a volume whose PersistentVolume has the reclaim policy Retain, and on a snapshot whose
 * VolumeSnapshotContent has the deletion policy Retain. They name no cluster and prove nothing: these are no rows of the
 * tables. A claim too long for Cinder is left out. Pure.
 */
export function retainMarks(told: Claim | undefined): Readonly<Record<string, string>> {
  const claim = told === undefined ? undefined : `${told.namespace}/${told.name}`;
  return { [RECLAIM_KEY]: RETAIN, ...(claim === undefined || claim.length > LONGEST ? {} : { [CLAIM_KEY]: claim }) };
}

/** True for a volume, or a copy of one, that is marked to be retained. Pure. */
export function isMarkedRetain({ kind, metadata }: Resource): boolean {
  return (kind === 'volume' || kind === 'snapshot' || kind === 'backup') && metadata[RECLAIM_KEY] === RETAIN;
}

/** The claim that a mark names; undefined where there is none, or it cannot be read. Pure. */
export function markedClaim({ metadata }: Resource): Claim | undefined {
  const [, namespace, name] = CLAIM.exec(metadata[CLAIM_KEY] ?? '') ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
