import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { CloudError } from '../../src/openstack/cloudError.ts';
import type { Session } from '../../src/openstack/session.ts';
import { failureOf } from './failureOf.ts';
import { catalogueAt, TOKEN, tokenBody, withStandIn, type Play, type Script } from './standIn.ts';

const PORTS = { service: 'network', method: 'GET', path: '/ports' } as const;
const NEW_PORT = { service: 'network', method: 'POST', path: '/ports', body: { port: {} } } as const;
const OLD_PORT = { service: 'network', method: 'DELETE', path: '/ports/1' } as const;

/** Answers requests to /ports with one play after the other; the last stays. */
function ports(...plays: Play[]): Script {
  let next = 0;
  return (request) => {
    if (!request.path.includes('/v2.0/ports')) return undefined;
    next += 1;
    return plays[Math.min(next, plays.length) - 1];
  };
}

const fine: Play = { status: 200, body: { ports: [] } };

describe('a request', () => {
  it('carries the token, and the microversion to compute alone', async () => {
    await withStandIn(ports(fine), async (cloud) => {
      const session = await cloud.connect();
      await session.request(PORTS);
      await session.request({ service: 'compute', method: 'GET', path: '/servers' });
      const [port] = cloud.to('GET', /ports/);
      const [server] = cloud.to('GET', /servers/);
      expect(port?.headers['x-auth-token']).to.equal(TOKEN);
      expect(port?.headers['openstack-api-version']).to.equal(undefined);
      expect(server?.headers['openstack-api-version']).to.equal('compute 2.72');
    });
  });

  it('is sent again when a GET meets 503, after what Retry-After asks for', async () => {
    const script = ports({ status: 503, headers: { 'retry-after': '9' } }, fine);
    await withStandIn(script, async (cloud) => {
      const answer = await (await cloud.connect()).request(PORTS);
      expect(answer.status).to.equal(200);
      expect(cloud.slept).to.deep.equal([9000]);
    });
  });

  for (const [what, play] of [
    ['is dropped', { drop: true }],
    [
      'is cut off',
      {
        by: (response) =>
          response.writeHead(200, { 'content-length': '99' }).write('{"ports": [', () => response.destroy()),
      },
    ],
  ] satisfies [string, Play][]) {
    it(`is sent again when the answer to a GET ${what}`, async () => {
      await withStandIn(ports(play, fine), async (cloud) => {
        const answer = await (await cloud.connect()).request(PORTS);
        expect(answer.body).to.deep.equal({ ports: [] });
        expect(cloud.to('GET', /ports/)).to.have.length(2);
      });
    });
  }

  it('is never sent again when a POST gets no answer, which is no status', async () => {
    await withStandIn(ports({ drop: true }), async (cloud) => {
      const session = await cloud.connect();
      const error = await failureOf(session.request(NEW_PORT));
      expect(error).to.be.instanceOf(CloudError).and.include({ verdict: 'broken', status: undefined });
      expect(error.message).to.equal('network POST /network/v2.0/ports: no answer: the connection broke (ECONNRESET)');
      expect(cloud.to('POST', /ports/)).to.have.length(1);
      expect(session.log.at(-1)).to.include({ method: 'POST', path: '/network/v2.0/ports', status: undefined });
    });
  });

  it('is never sent again when a POST meets 503', async () => {
    await withStandIn(ports({ status: 503, body: { faultstring: 'Project busy' } }), async (cloud) => {
      const error = await failureOf((await cloud.connect()).request(NEW_PORT));
      expect(error).to.include({ status: 503, fault: 'Project busy' });
      expect(cloud.to('POST', /ports/)).to.have.length(1);
    });
  });

  it('keeps its connection, but gives each POST a new one, so that none is lost on an old one', async () => {
    await withStandIn(ports(fine), async (cloud) => {
      const session = await cloud.connect();
      for (const call of [PORTS, PORTS, NEW_PORT, NEW_PORT, PORTS]) await session.request(call);
      const used = (method: string): readonly number[] => cloud.to(method, /ports/).map((one) => one.connection);
      expect(new Set(used('GET'))).to.have.length(1);
      expect(new Set([...used('POST'), ...used('GET')])).to.have.length(3);
    });
  });

  it('names service, method, path, status, what was said and the request id when it fails', async () => {
    const said = { NeutronError: { type: 'IpAddressInUse', message: 'Address is taken.', detail: '' } };
    await withStandIn(
      ports({ status: 409, body: said, headers: { 'x-openstack-request-id': 'req-7' } }),
      async (cloud) => {
        const error = await failureOf((await cloud.connect()).request(NEW_PORT));
        expect(error.message).to.equal(
          'network POST /network/v2.0/ports: 409 IpAddressInUse: Address is taken. (req-7)',
        );
        expect(error).to.include({ status: 409, requestId: 'req-7', fault: 'IpAddressInUse: Address is taken.' });
      },
    );
  });

  it('tells a lack of permission from a lack of quota, though both are 403', async () => {
    const quota = { faultstring: 'Quota has been met for resources: loadbalancer' };
    const policy = { faultstring: 'Policy does not allow this request to be performed.' };
    await withStandIn(ports({ status: 403, body: quota }, { status: 403, body: policy }), async (cloud) => {
      const session = await cloud.connect();
      expect(await failureOf(session.request(NEW_PORT))).to.include({ verdict: 'broken', class: 'quota' });
      const refused = await failureOf(session.request(NEW_PORT));
      expect(refused).to.include({ verdict: 'unauthorised' });
      expect(refused.hint).to.match(/lacks a role/);
    });
  });

  it('fails on a redirect, for what answered did nothing', async () => {
    await withStandIn(ports({ status: 302, headers: { location: 'https://elsewhere/' } }), async (cloud) => {
      const error = await failureOf((await cloud.connect()).request(OLD_PORT));
      expect(error).to.include({ status: 302, verdict: 'broken' });
    });
  });

  it('fails when the body of a success is no JSON', async () => {
    await withStandIn(ports({ status: 200, body: '{"ports": [{"id": "1"' }), async (cloud) => {
      const error = await failureOf((await cloud.connect()).request(PORTS));
      expect(error.message).to.match(
        /^network GET \/network\/v2.0\/ports: 200, but its body is no JSON, or cut off \(req-\d+\)$/,
      );
    });
  });
});

describe('a request with an ended token', () => {
  const denied: Play = {
    status: 401,
    body: { error: { message: 'The request you have made requires authentication.' } },
  };
  const logins = (cloud: { to(method: string, path: RegExp): readonly unknown[] }): number =>
    cloud.to('POST', /auth\/tokens/).length;

  it('logs in once more and is sent again with the new token', async () => {
    let count = 0;
    const script: Script = (request) => {
      if (!request.path.includes('/ports')) return undefined;
      count += 1;
      return count === 1 ? denied : fine;
    };
    await withStandIn(script, async (cloud) => {
      const session = await cloud.connect();
      expect((await session.request(NEW_PORT)).status).to.equal(200);
      expect(logins(cloud)).to.equal(2);
    });
  });

  it('shares one login with all who meet the 401 at once', async () => {
    const tokens = ['old', 'new'];
    let url = '';
    const script: Script = (request) => {
      if (request.path.endsWith('/ports')) return request.headers['x-auth-token'] === 'token-new' ? fine : denied;
      if (!request.path.endsWith('/auth/tokens')) return undefined;
      const headers = { 'x-subject-token': `token-${tokens.shift()}` };
      return { status: 201, body: tokenBody(catalogueAt(url)), headers };
    };
    await withStandIn(script, async (cloud) => {
      url = cloud.url;
      const session = await cloud.connect();
      await Promise.all([1, 2, 3, 4, 5].map(() => session.request(PORTS)));
      expect(logins(cloud)).to.equal(2);
    });
  });

  it('does not log in for a 401 that comes late, when another has logged in already', async () => {
    let lateAnswer: () => void = () => undefined;
    const late = new Promise<void>((done) => (lateAnswer = done));
    let count = 0;
    const tokens = ['old', 'new'];
    let url = '';
    const script: Script = async (request) => {
      if (request.path.endsWith('/auth/tokens')) {
        const headers = { 'x-subject-token': `token-${tokens.shift()}` };
        return { status: 201, body: tokenBody(catalogueAt(url)), headers };
      }
      if (!request.path.endsWith('/ports')) return undefined;
      if (request.headers['x-auth-token'] === 'token-new') return fine;
      count += 1;
      if (count === 1) await late;
      return denied;
    };
    await withStandIn(script, async (cloud) => {
      url = cloud.url;
      const session = await cloud.connect();
      const slow = session.request(PORTS);
      while (count === 0) await new Promise((done) => setImmediate(done));
      await session.request(PORTS);
      lateAnswer();
      expect((await slow).status).to.equal(200);
      expect(logins(cloud)).to.equal(2);
    });
  });

  it('gives up when the new token is not accepted either', async () => {
    await withStandIn(ports(denied), async (cloud) => {
      const error = await failureOf((await cloud.connect()).request(PORTS));
      expect(error).to.include({ verdict: 'unauthorised', status: 401 });
      expect(error.hint).to.match(/neither is a new one/);
      expect(logins(cloud)).to.equal(2);
    });
  });
});

describe('a request that is stopped', () => {
  const hanging: Play = { by: () => undefined };

  it('ends at once when it reads, with the reason, and leaves no listener behind', async () => {
    await withStandIn(ports(hanging), async (cloud) => {
      const session = await cloud.connect();
      const stop = new AbortController();
      const asked = session.request({ ...PORTS, signal: stop.signal });
      setTimeout(() => stop.abort(new Error('enough')), 20);
      expect((await failureOf(asked)).message).to.equal('enough');
      expect(getEventListeners(stop.signal, 'abort')).to.have.length(0);
    });
  });

  it('may be one of many that one signal stops, without a warning', async () => {
    const warnings: string[] = [];
    const hear = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', hear);
    try {
      await withStandIn(ports(fine), async (cloud) => {
        const session = await cloud.connect();
        const { signal } = new AbortController();
        await Promise.all(Array.from({ length: 20 }, () => session.request({ ...PORTS, signal })));
        await new Promise((done) => setImmediate(done));
        expect(cloud.to('GET', /ports/)).to.have.length(20);
        expect(getEventListeners(signal, 'abort')).to.have.length(0);
      });
    } finally {
      process.off('warning', hear);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('is let to its answer when it has an effect, for only that tells what was made', async () => {
    const late: Play = { by: (response) => setTimeout(() => response.end('{"port": {"id": "1"}}'), 60) };
    await withStandIn(ports(late), async (cloud) => {
      const session = await cloud.connect();
      const stop = new AbortController();
      const asked = session.request({ ...NEW_PORT, signal: stop.signal });
      setTimeout(() => stop.abort(new Error('enough')), 20);
      expect((await asked).body).to.deep.equal({ port: { id: '1' } });
    });
  });

  it('is not sent at all once stopped, by its own signal or the session’s', async () => {
    await withStandIn(ports(fine), async (cloud) => {
      const all = new AbortController();
      const session: Session = await cloud.connect({}, { signal: all.signal });
      const own = AbortSignal.abort(new Error('own'));
      expect((await failureOf(session.request({ ...OLD_PORT, signal: own }))).message).to.equal('own');
      all.abort(new Error('all'));
      expect((await failureOf(session.request(OLD_PORT))).message).to.equal('all');
      expect(cloud.to('DELETE', /ports/)).to.have.length(0);
    });
  });
});

describe('a request that may be sent only once', () => {
  for (const [what, play] of [
    ['meets 503', { status: 503, body: {} }],
    ['meets 429', { status: 429, body: {}, headers: { 'retry-after': '1' } }],
    ['gets no answer', { drop: true }],
  ] satisfies [string, Play][]) {
    it(`is not sent again when it ${what}`, async () => {
      await withStandIn(ports(play, fine), async (cloud) => {
        const session = await cloud.connect();
        const error = await failureOf(session.request({ ...OLD_PORT, once: true }));
        expect(error).to.include({ status: 'status' in play ? play.status : undefined });
        expect(cloud.to('DELETE', /ports/)).to.have.length(1);
        expect(cloud.slept).to.deep.equal([]);
      });
    });
  }

  it('is sent again with a new token, for a 401 did nothing', async () => {
    await withStandIn(ports({ status: 401, body: {} }, fine), async (cloud) => {
      const session = await cloud.connect();
      expect((await session.request({ ...OLD_PORT, once: true })).status).to.equal(200);
      expect(cloud.to('DELETE', /ports/)).to.have.length(2);
    });
  });
});

describe('a condition on a request', () => {
  it('is asked before each attempt, and what it throws stops the next', async () => {
    await withStandIn(ports({ status: 503, body: {} }), async (cloud) => {
      const session = await cloud.connect();
      let asked = 0;
      const before = (): void => {
        asked += 1;
        if (asked === 3) throw new Error('the lease is lost');
      };
      expect((await failureOf(session.request({ ...OLD_PORT, before }))).message).to.equal('the lease is lost');
      expect(cloud.to('DELETE', /ports/)).to.have.length(2);
    });
  });
});

describe('the time-out of a request', () => {
  const hanging: Play = { by: () => undefined };

  it('is what the caller says, and its end is no answer', async () => {
    await withStandIn(ports(hanging), async (cloud) => {
      const session = await cloud.connect({}, { requestTimeoutMs: 100 });
      const begun = performance.now();
      const error = await failureOf(session.request(NEW_PORT));
      expect(error).to.be.instanceOf(CloudError).and.include({ verdict: 'broken', status: undefined });
      expect(error.message).to.match(/no answer: it could not be reached in time \(ETIMEDOUT\)$/);
      expect(performance.now() - begun).to.be.within(90, 5000);
    });
  });

  it('bounds how long attempts go on', async () => {
    await withStandIn(ports({ status: 503, body: {} }), async (cloud) => {
      const session = await cloud.connect({}, { requestTimeoutMs: 1000 });
      await failureOf(session.request(OLD_PORT));
      expect(cloud.slept).to.deep.equal([500]);
    });
  });
});

describe('what a session tells of effects without an answer', () => {
  it('is nothing while all are answered, also by a refusal', async () => {
    const plays: Play[] = [fine, { status: 409, body: {} }, { status: 500, body: {} }];
    await withStandIn(ports(...plays), async (cloud) => {
      const session = await cloud.connect();
      await session.request(NEW_PORT);
      await failureOf(session.request(NEW_PORT));
      await failureOf(session.request(NEW_PORT));
      expect(session.unansweredAt()).to.equal(undefined);
    });
  });

  it('is nothing when a read or a login got none, for these change nothing', async () => {
    let logins = 0;
    const script: Script = (request) => {
      if (request.path.endsWith('/auth/tokens')) return (logins += 1) === 1 ? { drop: true } : undefined;
      return ports({ drop: true }, fine)(request);
    };
    await withStandIn(script, async (cloud) => {
      const session = await cloud.connect();
      await failureOf(session.request(PORTS));
      expect(logins).to.equal(2);
      expect(session.unansweredAt()).to.equal(undefined);
    });
  });

  for (const [what, play] of [
    ['the connection breaks', { drop: true }],
    ['the proxy before the service gives up', { status: 504, body: {} }],
  ] satisfies [string, Play][]) {
    it(`is when it was sent, when ${what}, whatever is sent later`, async () => {
      const late: Play = { by: (response) => setTimeout(() => response.end('{}'), 50) };
      await withStandIn(ports(play, late), async (cloud) => {
        const session = await cloud.connect();
        const before = performance.now();
        await failureOf(session.request(NEW_PORT));
        const after = performance.now();
        await session.request(NEW_PORT);
        expect(session.unansweredAt()).to.be.within(before, after);
      });
    });
  }
});
