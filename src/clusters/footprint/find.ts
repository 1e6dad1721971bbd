import type { Resource } from '../../model/resource.ts';
import { linked } from '../../model/resource.ts';
import type { Made } from './made.ts';
import { takeFrom } from './made.ts';
import type { Piece } from './piece.ts';

/**
 * The resource that a create without an answer has left: the only one of its kind with its exact name and description
 * that we have not recorded. Pure; undefined when there is none, or more than one.
 */
export function findLost(
  piece: Piece,
  resources: readonly Resource[],
  made: ReadonlyMap<string, Made>,
): Resource | undefined {
  const recorded = new Set([...made.values()].flatMap((entry) => [entry.id, ...entry.also.map((ref) => ref.id)]));
  const found = resources.filter((resource) => !recorded.has(resource.id) && looksLike(piece, resource, made));
  return found.length === 1 ? found[0] : undefined;
}

function looksLike(piece: Piece, resource: Resource, made: ReadonlyMap<string, Made>): boolean {
  if (piece.do === 'interface') {
    return (
      linked(resource, 'device').includes(takeFrom(made, piece.router)) &&
      linked(resource, 'subnet').includes(takeFrom(made, piece.subnet))
    );
  }
  if (piece.do !== 'create') return false;
  const { name, description } = piece.body;
  return (
    (name === undefined || resource.name === name) &&
    (description === undefined || resource.description === description)
  );
}
