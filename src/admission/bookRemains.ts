import { isNetworksOwn } from '../creators/neutron.ts';
import { linked, type Resource } from '../model/resource.ts';
import { BOOK } from './places.ts';

/** No maker of a lease book works on it for so long. */
const OLD_MS = 3_600_000;

/**
 * Networks that were to become the project's lease book and did not: of its name and description, with its subnet or
 * none, with no port but Neutron's own, an hour old, and not the book. Nobody else would ever remove them. Pure.
 * @param resources the project's networks, subnets and ports, listed whole
 * @param book the network of the book that counts, where there is one
 * @param at the cloud's time, milliseconds
 */
export function bookRemains(resources: readonly Resource[], book: string | undefined, at: number): readonly Resource[] {
  const on = (network: Resource): readonly Resource[] =>
    resources.filter((one) => linked(one, 'network').includes(network.id) && !isNetworksOwn(one));
  return resources.filter(
    (one) =>
      one.kind === 'network' &&
      one.name === BOOK.name &&
      one.description === BOOK.description &&
      one.id !== book &&
      at - Date.parse(one.createdAt ?? '') >= OLD_MS &&
      on(one).every((part) => part.kind === 'subnet' && part.name === BOOK.name && part.facts['cidr'] === BOOK.cidr),
  );
}
