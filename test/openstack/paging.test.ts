import { expect } from 'chai';
import { nextPage, type Next } from '../../src/openstack/paging.ts';

const after = (body: Record<string, unknown>, paging: 'links' | 'next' | 'none' = 'links'): Next =>
  nextPage(paging, body, 'ports', 0, []);

const items = (count: number): readonly unknown[] =>
  Array.from({ length: count }, (_, at) => ({ name: `object/${at + 1}` }));

describe('the next page', () => {
  it('begins at the marker of the link, and nothing else of the link is used', () => {
    const href = 'https://evil.example.org/v2.0/ports?limit=2&marker=id-2&all_tenants=1';
    expect(after({ ports_links: [{ rel: 'next', href }] })).to.deep.equal({ is: 'more', query: { marker: 'id-2' } });
    expect(after({ next: '/v2/images?limit=1&marker=id-9' }, 'next')).to.deep.equal({
      is: 'more',
      query: { marker: 'id-9' },
    });
  });

  it('is not there when no link leads on', () => {
    for (const body of [
      {},
      { ports_links: [] },
      { ports_links: null },
      { ports_links: [{ rel: 'previous', href: '/x?marker=1' }] },
    ]) {
      expect(after(body)).to.deep.equal({ is: 'end' });
    }
    expect(after({ next: null }, 'next')).to.deep.equal({ is: 'end' });
    expect(after({ links: { next: null } }, 'none')).to.deep.equal({ is: 'end' });
  });

  it('is there after a short or an empty page as long as a link leads on', () => {
    const body = { ports_links: [{ rel: 'next', href: '/ports?marker=m' }] };
    expect(nextPage('links', body, 'ports', 500, [])).to.deep.equal({ is: 'more', query: { marker: 'm' } });
  });

  it('cannot be told by a link without marker, by links of another shape, or in a list that was cut off', () => {
    expect(after({ ports_links: [{ rel: 'next', href: '/ports?page=2' }] })).to.include({ is: 'wrong' });
    expect(after({ ports_links: 'next' })).to.include({ is: 'wrong' });
    expect(after({ next: 7 }, 'next')).to.include({ is: 'wrong' });
    expect(after({ truncated: true }, 'none')).to.include({ is: 'wrong' });
  });

  it('is counted where the service tells nothing, until a page is shorter than any cut', () => {
    expect(nextPage('offset', {}, 'server_groups', 40, items(20))).to.deep.equal({
      is: 'more',
      query: { offset: '60' },
    });
    expect(nextPage('offset', {}, 'server_groups', 60, items(19))).to.deep.equal({ is: 'end' });
    expect(nextPage('offset', {}, 'server_groups', 0, [])).to.deep.equal({ is: 'end' });
  });

  it('comes after the last name in the object store, until a page is shorter than any cut', () => {
    expect(nextPage('marker', {}, '', 0, items(20))).to.deep.equal({ is: 'more', query: { marker: 'object/20' } });
    expect(nextPage('marker', {}, '', 20, items(19))).to.deep.equal({ is: 'end' });
    expect(nextPage('marker', {}, '', 0, [...items(19), { subdir: 'object/' }])).to.include({ is: 'wrong' });
  });
});
