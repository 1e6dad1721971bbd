import type { ObjectName, ReclaimPolicy } from '../../model/evidence.ts';
import type { Kind } from '../../model/resource.ts';

/** What a reference takes from the resource that another piece made. `vipPort` is a load balancer's. */
export type Take = 'id' | 'address' | 'vipPort';

/** Stands in a body where the plan cannot know the value yet. */
export interface Reference {
  readonly piece: string;
  readonly take: Take;
}

export type Value = string | number | boolean | null | Reference | readonly Value[] | Body;
export interface Body {
  readonly [field: string]: Value;
}

/** The status that shows a piece to be usable, and the piece whose resource shows it. */
export interface Ready {
  readonly of: string;
  readonly kind: Kind;
  readonly status: readonly string[];
}

interface Common {
  /** Unique in the plan; references name it. */
  readonly key: string;
  /** What a person calls it: the resource's name, or its description where it has none. */
  readonly name: string;
  /** Pieces that must be there first, besides those referred to. */
  readonly after: readonly string[];
  /** Pieces that must be ready first. */
  readonly afterReady: readonly string[];
  readonly ready?: Ready;
}

/** What a cluster knows of the volume behind a claim, or of the load balancer of a Service. */
export type Told =
  { readonly reclaimPolicy: ReclaimPolicy; readonly claim: ObjectName } | { readonly service: ObjectName };

/** A resource to create; `hints` goes beside it in Nova's request. */
export interface CreatePiece extends Common {
  readonly do: 'create';
  readonly kind: Kind;
  readonly body: Body;
  readonly hints?: Body;
  /** What the cluster's API would tell of it. */
  readonly told?: Told;
}

/** A change to what another piece made. */
export type ChangePiece = Common &
  (
    | { readonly do: 'interface'; readonly router: Reference; readonly subnet: Reference }
    /** `strip`: whether Neutron's two default rules go, before or after ours come. */
    | {
        readonly do: 'rules';
        readonly group: Reference;
        readonly rules: readonly Body[];
        readonly strip: 'before' | 'after' | 'no';
      }
    | { readonly do: 'member'; readonly pool: Reference; readonly body: Body }
    | { readonly do: 'associate'; readonly floatingIp: Reference; readonly port: Reference }
    | { readonly do: 'tag'; readonly floatingIp: Reference; readonly tags: readonly string[] }
    | { readonly do: 'groups'; readonly port: Reference; readonly groups: readonly Reference[] }
    | { readonly do: 'attach'; readonly server: Reference; readonly volume: Reference }
    | { readonly do: 'mark'; readonly volume: Reference; readonly marks: Readonly<Record<string, string>> }
  );

export type Piece = CreatePiece | ChangePiece;

/** A reference to a piece's id. */
export function idOf(piece: string): Reference {
  return { piece, take: 'id' };
}

/** Keys of the pieces that must be there before this one: those it refers to, and those it names. */
export function needs(piece: Piece): readonly string[] {
  const found = new Set<string>(piece.after);
  const { key: _key, name: _name, after: _after, afterReady: _afterReady, ready: _ready, ...rest } = piece;
  collect(rest, found);
  return [...found];
}

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'piece' in value && 'take' in value;
}

function collect(value: unknown, found: Set<string>): void {
  if (isReference(value)) found.add(value.piece);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, found);
}

/** Fills the references of a body. `take` answers the value of one; it throws where there is none. */
export function resolve(value: Value, take: (reference: Reference) => string): unknown {
  if (isReference(value)) return take(value);
  if (Array.isArray(value)) return value.map((part: Value) => resolve(part, take));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([field, part]: [string, Value]) => [field, resolve(part, take)]),
    );
  }
  return value;
}

/** `resolve` for a whole body. */
export function resolveBody(body: Body, take: (reference: Reference) => string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [field, resolve(value, take)]));
}

/** A resource to create. */
export function create(
  key: string,
  kind: Kind,
  name: string,
  body: Body,
  more: { after?: readonly string[]; afterReady?: readonly string[]; ready?: Ready; hints?: Body; told?: Told } = {},
): CreatePiece {
  return { do: 'create', key, kind, name, body, after: [], afterReady: [], ...more };
}

/** Throws when a piece needs one that does not come before it, which is a defect of the plan. */
export function checkOrder(pieces: readonly Piece[]): void {
  const seen = new Set<string>();
  for (const piece of pieces) {
    const missing = [...needs(piece), ...piece.afterReady].find((key) => !seen.has(key));
    if (missing !== undefined) throw new RangeError(`the plan has no piece ${missing} before ${piece.key}`);
    seen.add(piece.key);
  }
}
