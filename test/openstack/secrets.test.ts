import { inspect } from 'node:util';
import { expect } from 'chai';
import { inventory } from '../../src/openstack/inventory.ts';
import { failureOf } from './failureOf.ts';
import { PASSWORD, TOKEN, withStandIn, type Play, type Script } from './standIn.ts';

/** Everything an error could show: as logged, as JSON with hidden fields, and its causes. */
function everythingOf(error: unknown): string {
  const names = error instanceof Error ? Object.getOwnPropertyNames(error) : [];
  const hidden = inspect(error, { depth: 20, showHidden: true, getters: true });
  return [hidden, JSON.stringify(error), JSON.stringify(error, names), String(error)].join('\n');
}

function expectNoSecretIn(text: string): void {
  for (const secret of [PASSWORD, TOKEN]) {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')];
    for (const form of forms) expect(text).to.not.include(form);
  }
}

/** What a careless service might send back. A token is a secret of ours only once it is granted. */
const echoes: Readonly<Record<string, string>> = {
  'auth/tokens': `you sent ${PASSWORD}, which is ${Buffer.from(PASSWORD).toString('base64')}`,
  '/ports': `you sent ${PASSWORD} with ${TOKEN}, which is ${encodeURIComponent(TOKEN)}`,
};

describe('no error shows a secret', () => {
  const faults: readonly (readonly [string, (echo: string) => Play])[] = [
    ['an answer that repeats them', (echo) => ({ status: 400, body: { error: { message: echo } } })],
    ['a denial', (echo) => ({ status: 401, body: { error: { message: echo } } })],
    ['a broken service', (echo) => ({ status: 500, body: echo })],
    ['a broken connection', () => ({ drop: true })],
    ['a body that is no JSON', (echo) => ({ status: 200, body: echo })],
  ];
  for (const [what, play] of faults) {
    for (const [at, echo] of Object.entries(echoes)) {
      it(`of ${what} at ${at}`, async () => {
        let broken = at === 'auth/tokens';
        const script: Script = (request) => (broken && request.path.endsWith(at) ? play(echo) : undefined);
        await withStandIn(script, async (cloud) => {
          const error = await failureOf(
            (async () => {
              const session = await cloud.connect();
              broken = true;
              await session.request({
                service: 'network',
                method: 'POST',
                path: '/ports',
                body: { password: PASSWORD },
              });
            })(),
          );
          expect(everythingOf(error)).to.match(/stand-in|network/);
          expectNoSecretIn(everythingOf(error));
        });
      });
    }
  }

  it('of a host that is not there', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const error = await failureOf(cloud.connect({ authUrl: 'http://troika.invalid/v3' }));
        expect(error.message).to.match(/the host name is not known/);
        expectNoSecretIn(everythingOf(error));
      },
    );
  });

  it('and neither does the request log, nor what is printed of a session', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const session = await cloud.connect();
        await inventory(session);
        expect(session.log.length).to.be.greaterThan(2);
        expectNoSecretIn(everythingOf(session));
        expectNoSecretIn(JSON.stringify(session.log));
      },
    );
  });

  it('and secrets that a service hands out are known to the redactor at once', async () => {
    const body = { server: { id: '1', adminPass: 'pawH67T6aiJo' } };
    await withStandIn(
      (request) => (request.method === 'POST' && request.path.endsWith('/servers') ? { status: 202, body } : undefined),
      async (cloud) => {
        const session = await cloud.connect();
        await session.request({ service: 'compute', method: 'POST', path: '/servers', body: {} });
        expect(cloud.redactor.redact('it is pawH67T6aiJo')).to.equal('it is [secret]');
      },
    );
  });
});
