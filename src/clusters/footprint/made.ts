import type { Kind, Ref, Resource } from '../../model/resource.ts';
import { linked } from '../../model/resource.ts';
import type { Reference } from './piece.ts';

/** What a piece left behind, as later pieces and the journal need it. */
export interface Made {
  readonly id: string;
  readonly address?: string;
  readonly vipPort?: string;
  /** Which key a keypair is. */
  readonly fingerprint?: string;
  /** Neutron's default rules in a group that was just made. */
  readonly rules: readonly string[];
  /** Made along with it. */
  readonly also: readonly Ref[];
}

/** What comes with a load balancer, by the relation that names it. */
const COMES_ALONG: readonly { readonly rel: string; readonly kind: Kind }[] = [
  { rel: 'vipPort', kind: 'port' },
  { rel: 'listener', kind: 'listener' },
  { rel: 'pool', kind: 'pool' },
];

/** What later pieces need to know of a resource. */
export function madeOf(resource: Resource): Made {
  const { address, fingerprint } = resource.facts;
  const [vipPort] = linked(resource, 'vipPort');
  return {
    id: resource.id,
    rules: linked(resource, 'rule'),
    also:
      resource.kind === 'loadBalancer'
        ? COMES_ALONG.flatMap(({ rel, kind }) => linked(resource, rel).map((id) => ({ kind, id })))
        : [],
    ...(typeof address === 'string' ? { address } : {}),
    ...(typeof fingerprint === 'string' ? { fingerprint } : {}),
    ...(vipPort === undefined ? {} : { vipPort }),
  };
}

/** Something of which only the id matters. */
export function madeId(id: string, also: readonly Ref[] = []): Made {
  return { id, rules: [], also };
}

/** The value of a reference. Throws when the piece has none, which is a defect of the plan. */
export function takeFrom(made: ReadonlyMap<string, Made>, reference: Reference): string {
  const source = made.get(reference.piece);
  const value = reference.take === 'id' ? source?.id : reference.take === 'address' ? source?.address : source?.vipPort;
  if (value === undefined) throw new RangeError(`the piece ${reference.piece} has no ${reference.take}`);
  return value;
}
