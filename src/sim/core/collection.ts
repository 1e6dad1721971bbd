import type { Route } from './call.ts';

type Handle = Route['handle'];

/** The five routes of a collection whose objects are made, listed, shown, changed and removed one by one. */
export function collection(
  path: string,
  create: Handle,
  list: Handle,
  show: Handle,
  update: Handle,
  remove: Handle,
): readonly Route[] {
  return [
    { method: 'POST', path, handle: create },
    { method: 'GET', path, handle: list },
    { method: 'GET', path: `${path}/:id`, handle: show },
    { method: 'PUT', path: `${path}/:id`, handle: update },
    { method: 'DELETE', path: `${path}/:id`, handle: remove },
  ];
}
