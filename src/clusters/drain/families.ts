import type { Survey, Thing } from './objects.ts';

/** Objects that hang together by ownership, each family with its outermost owner first. Pure. */
export function familiesOf(survey: Survey): readonly (readonly Thing[])[] {
  const all = membersOf(survey);
  const byUid = new Map(all.map((thing) => [thing.uid, thing]));
  const families = new Map<string, Thing[]>();
  for (const thing of all) {
    const root = rootOf(thing, byUid);
    const family = families.get(root.uid) ?? [root];
    if (thing !== root) family.push(thing);
    families.set(root.uid, family);
  }
  return [...families.values()];
}

function membersOf(survey: Survey): readonly Thing[] {
  return [...survey.gateways, ...survey.services, ...survey.runners, ...survey.snapshots, ...survey.claims];
}

/** The outermost owner that was seen. */
function rootOf(thing: Thing, byUid: ReadonlyMap<string, Thing>): Thing {
  const passed = new Set<string>();
  let root = thing;
  for (;;) {
    passed.add(root.uid);
    const owner = root.owners.map((uid) => byUid.get(uid)).find((one) => one !== undefined);
    if (owner === undefined || passed.has(owner.uid)) return root;
    root = owner;
  }
}
