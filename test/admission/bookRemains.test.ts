import { expect } from 'chai';
import { bookRemains } from '../../src/admission/bookRemains.ts';
import { BOOK } from '../../src/admission/places.ts';
import type { Resource } from '../../src/model/resource.ts';
import { createWorld, type Fields } from '../forceclean/world.ts';

const AT = Date.parse('2026-11-23T12:00:00Z');

describe('What is left of a lease book', () => {
  const network: Fields = { name: BOOK.name, description: BOOK.description, createdAt: '2026-11-23T11:00:00Z' };
  const subnet = (of: Resource): Fields => ({ name: BOOK.name, facts: { cidr: BOOK.cidr }, rel: { network: of } });

  /** Ids of what is found beside a book. */
  function found(put: (world: ReturnType<typeof createWorld>) => unknown): readonly string[] {
    const world = createWorld();
    const book = world.put('network', { ...network, id: 'book' });
    world.put('subnet', subnet(book));
    put(world);
    return bookRemains(world.inventory().resources, 'book', AT).map((one) => one.id);
  }

  it('is a network of its name without a subnet, and one whose subnet came too late', () => {
    const of = found((world) => {
      world.put('network', { ...network, id: 'half' });
      world.put('subnet', subnet(world.put('network', { ...network, id: 'late' })));
    });
    expect(of).to.have.members(['half', 'late']);
  });

  it('is one on which nothing stands but what Neutron put there for itself', () => {
    const of = found((world) => {
      const late = world.put('network', { ...network, id: 'late' });
      world.put('port', { name: '', facts: { deviceOwner: 'network:distributed' }, rel: { network: late } });
    });
    expect(of).to.deep.equal(['late']);
  });

  it('is never the book, with or without tickets', () => expect(found(() => undefined)).to.deep.equal([]));

  const others: readonly (readonly [string, (world: ReturnType<typeof createWorld>) => unknown])[] = [
    ['younger than an hour', (world) => world.put('network', { ...network, createdAt: '2026-11-23T11:00:01Z' })],
    ['of no known age', (world) => world.put('network', { ...network, createdAt: '' })],
    ['of another name', (world) => world.put('network', { ...network, name: 'troika-leases-2' })],
    ['without our description', (world) => world.put('network', { ...network, description: 'mine' })],
    [
      'with a port',
      (world) => {
        const one = world.put('network', network);
        const on = world.put('subnet', subnet(one));
        world.put('port', { rel: { network: one, subnet: on } });
      },
    ],
    [
      'with somebody’s subnet',
      (world) => world.put('subnet', { ...subnet(world.put('network', network)), facts: { cidr: '10.0.0.0/24' } }),
    ],
  ];
  for (const [what, put] of others) it(`is nothing ${what}`, () => expect(found(put)).to.deep.equal([]));
});
