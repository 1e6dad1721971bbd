import type { FootprintSpec } from '../../config/footprintSpec.ts';
import type { OwnNames } from '../../creators/write.ts';
import type { Draw } from './draw.ts';
import { KINDS, type Kind } from '../../model/resource.ts';
import type { PlannedName } from '../provisioner.ts';
import { footprintPlan } from './plan.ts';

/** Something that cannot stand in a name, so that a name with chance in it can be told. */
const CHANCE = '*****';

/** Every name that a footprint will write and that chance has no part in. Pure. */
export function plannedNames(spec: FootprintSpec, names: OwnNames): readonly PlannedName[] {
  const draw: Draw = { suffix: () => CHANCE, uuid: () => CHANCE, nodePort: () => 0, publicKey: () => CHANCE };
  const surroundings = { externalNetwork: '', image: '', controlPlaneFlavor: '', workerFlavor: '' };
  const found = new Map<string, PlannedName>();
  const add = (kind: Kind, name: unknown): void => {
    if (typeof name === 'string' && name !== '' && !name.includes(CHANCE)) found.set(`${kind} ${name}`, { kind, name });
  };
  for (const piece of footprintPlan(spec, names, draw, surroundings).pieces) {
    if (piece.do !== 'create') continue;
    add(piece.kind, piece.body['name']);
    for (const part of partsOf(piece.body)) add(part.kind, part.name);
  }
  return [...found.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

/** Listeners, pools and monitors inside a load balancer that is made in one call. */
function partsOf(value: unknown, field = ''): readonly { kind: Kind; name: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown) => partsOf(part, field));
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, part]: [string, unknown]) => partsOf(part, name));
  const kind = PARTS.get(field);
  return kind === undefined ? inside : [{ kind, name: 'name' in value ? value.name : undefined }, ...inside];
}

const PARTS: ReadonlyMap<string, Kind> = new Map([
  ['listeners', 'listener'],
  ['default_pool', 'pool'],
  ['healthmonitor', 'healthMonitor'],
]);
