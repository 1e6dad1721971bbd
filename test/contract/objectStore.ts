import { expect } from 'chai';
import { at, listAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { onStage, until } from './stage.ts';

const PLAIN = { 'Content-Type': 'text/plain' };

/** Containers and objects, each known by its name. */
export function describeObjectStore(makeWorld: MakeWorld): void {
  describe('the object store', function () {
    this.timeout(120_000);
    const stage = onStage(makeWorld);

    const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
      stage().wire.send('objectStore', method, path, body, { ...PLAIN, ...headers });
    const list = async (path: string) =>
      listAt((await send('GET', `${path}${path.includes('?') ? '&' : '?'}format=json`)).body);
    const fill = async (container: string, names: readonly string[], headers: Record<string, string> = {}) => {
      expect((await send('PUT', `/${container}`, undefined, headers)).status).to.equal(201);
      for (const name of names) expect((await send('PUT', `/${container}/${name}`, 'text')).status).to.equal(201);
    };
    const bulk = (path: string, lines: readonly string[]) => send('POST', `${path}?bulk-delete`, lines.join('\n'));

    it('lists containers by name, with count and bytes, and goes on after a marker', async () => {
      await fill('listed-b', ['one', 'two/deep']);
      await fill('listed-a', []);
      const all = await list('');
      const own = all.filter((one) => String(at(one, 'name')).startsWith('listed-'));
      expect(own.map((one) => at(one, 'name'))).to.deep.equal(['listed-a', 'listed-b']);
      // Both are told by the container now and then, and are old in between.
      expect(at(own[1], 'count')).to.be.within(0, 2);
      expect(at(own[1], 'bytes')).to.be.within(0, 8);
      expect(at(own[1], 'last_modified')).to.match(/^\d{4}-\d\d-\d\dT/);
      const page = await list('?limit=1&marker=listed-a');
      expect(page.map((one) => at(one, 'name'))).to.deep.equal(['listed-b']);
    });

    it('lists nothing as an empty list', async () => {
      await fill('empty', []);
      expect(await list('/empty')).to.deep.equal([]);
      expect((await send('DELETE', '/empty')).status).to.equal(204);
      expect((await send('GET', '/empty?format=json')).status).to.equal(404);
    });

    it('refuses to delete a container with 409 while it holds anything', async () => {
      await fill('full', ['object']);
      expect((await send('DELETE', '/full')).status).to.equal(409);
      expect((await send('DELETE', '/full/object')).status).to.equal(204);
      expect((await send('DELETE', '/full/object')).status).to.equal(404);
      expect((await send('DELETE', '/full')).status).to.equal(204);
      expect((await send('DELETE', '/full')).status).to.equal(404);
      await until(
        () => send('GET', '?format=json'),
        ({ body }) => !listAt(body).some((one) => at(one, 'name') === 'full'),
      );
    });

    it('shows a container’s metadata in the headers of its list', async () => {
      await fill('marked', [], { 'X-Container-Meta-E2e-Keep': 'true' });
      const reply = await send('GET', '/marked?format=json');
      expect(reply.headers.get('x-container-meta-e2e-keep')).to.equal('true');
    });

    it('deletes objects in bulk, with the container in the path, and tells of each what became of it', async () => {
      const odd = ['plain', 'deep/er/name', 'sp%20ace', 'per%25cent', 'new%0Aline'];
      await fill('bulk', odd);
      const reply = await bulk('/bulk', [...odd.map((name) => `bulk/${name}`), 'bulk/never-was', 'bulk']);
      expect(reply.status).to.equal(200);
      expect(reply.body).to.deep.include({ 'Number Deleted': 6, 'Number Not Found': 1, Errors: [] });
      expect((await send('GET', '/bulk?format=json')).status).to.equal(404);
    });

    it('says in the body, not in the status, that a container was not empty', async () => {
      await fill('stays', ['object']);
      const reply = await bulk('/stays', ['stays']);
      expect(reply.status).to.equal(200);
      expect(reply.body).to.deep.include({ 'Number Deleted': 0, Errors: [['stays', '409 Conflict']] });
      expect(String(at(reply.body, 'Response Status'))).to.match(/^400/);
    });

    it('takes no more names than it says in one request', async () => {
      const lines = Array.from({ length: 10_001 }, (_, index) => `nowhere/${index}`);
      const reply = await bulk('/nowhere', lines);
      expect(reply.status).to.equal(200);
      expect(String(at(reply.body, 'Response Status'))).to.match(/^413/);
    });

    it('does not show another project’s account', async () => {
      const other = await makeWorld();
      try {
        expect((await send('GET', `/../AUTH_${other.projectId}`)).status).to.equal(403);
      } finally {
        await other.dispose();
      }
    });
  });
}
