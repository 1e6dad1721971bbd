import type { Inventory } from '../model/resource.ts';
import type { Observed } from './observed.ts';

/** The nodes that were not Ready at some time, by their names, each once. Pure. */
export function lostNodes({ troubles }: Observed): readonly string[] {
  const names = troubles.filter(({ trouble, about }) => trouble === 'node' && !about.includes('/'));
  return [...new Set(names.map(({ about }) => about))];
}

/** What OpenStack says of the servers behind lost nodes, which have their names. Pure. */
export function saysServers(nodes: readonly string[], { resources, gaps }: Inventory): readonly string[] {
  const gap = gaps.find(({ kind }) => kind === 'server');
  if (gap !== undefined) return [`the servers of the lost nodes could not be listed: ${gap.why}`];
  return nodes.map((node) => {
    const found = resources.filter(({ kind, name }) => kind === 'server' && name === node);
    if (found.length === 0) return `${node}: this project has no server of its name`;
    return `${node}: its server is ${found.map(({ status, id }) => `${status} (${id})`).join(', ')}`;
  });
}
