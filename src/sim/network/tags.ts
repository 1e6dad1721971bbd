import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { isObject } from '../core/read.ts';
import type { Standard } from './rows.ts';
import { ownFloatingIp, ownGroup, ownRouter, ownTrunk, seenNetwork, seenPort, seenSubnet } from './seen.ts';
import { tagsIn, touch } from './standard.ts';

/** Collections that carry tags (neutron/extensions/tagging.py; extension standard-attr-tag). */
const FINDERS: Record<string, (call: Call, id: string) => Standard> = {
  networks: seenNetwork,
  subnets: seenSubnet,
  ports: seenPort,
  routers: ownRouter,
  trunks: ownTrunk,
  floatingips: ownFloatingIp,
  'security-groups': ownGroup,
};

/** GET /{collection}/{id}/tags */
export function listTags(call: Call): Reply {
  return { status: 200, body: { tags: find(call).tags } };
}

/** PUT /{collection}/{id}/tags: these and no others. The same ones again change nothing, not even `updated_at`. */
export function replaceTags(call: Call): Reply {
  const row = find(call);
  const tags = tagsIn(isObject(call.body) ? call.body : {});
  if ([...tags].sort().join() !== [...row.tags].sort().join()) {
    row.tags = tags;
    touch(call.state, row);
  }
  return { status: 200, body: { tags: row.tags } };
}

/** PUT /{collection}/{id}/tags/{tag} */
export function addTag(call: Call): Reply {
  const row = find(call);
  const tag = param(call, 'tag');
  if (!row.tags.includes(tag)) {
    row.tags = [...row.tags, tag];
    touch(call.state, row);
  }
  return { status: 201 };
}

/** DELETE /{collection}/{id}/tags/{tag} */
export function removeTag(call: Call): Reply {
  const row = find(call);
  const tag = param(call, 'tag');
  if (!row.tags.includes(tag)) throw networkFault(404, 'TagNotFound', `Tag ${tag} could not be found.`);
  row.tags = row.tags.filter((other) => other !== tag);
  touch(call.state, row);
  return { status: 204 };
}

/** DELETE /{collection}/{id}/tags */
export function removeTags(call: Call): Reply {
  const row = find(call);
  if (row.tags.length > 0) {
    row.tags = [];
    touch(call.state, row);
  }
  return { status: 204 };
}

function find(call: Call): Standard {
  const finder = FINDERS[param(call, 'collection')];
  if (finder === undefined) throw networkFault(404, 'HTTPNotFound', 'The resource could not be found.');
  return finder(call, param(call, 'id'));
}
