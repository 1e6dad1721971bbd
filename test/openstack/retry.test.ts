import { expect } from 'chai';
import { retryAfterOf, retryDelay } from '../../src/openstack/retry.ts';

const first = { attempt: 1, elapsed: 0 } as const;

describe('retry', () => {
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    for (const outcome of [429, 500, 502, 503, 504, 'ECONNRESET', 'ETIMEDOUT', 'ERR_READING_RESPONSE_STREAM']) {
      it(`sends a ${method} again after ${outcome}`, () => {
        expect(retryDelay({ ...first, method, outcome })).to.equal(500);
      });
    }
    for (const outcome of [200, 204, 400, 401, 403, 404, 409, 412, 413, 'ENOTFOUND', 'CERT_HAS_EXPIRED']) {
      it(`does not send a ${method} again after ${outcome}`, () => {
        expect(retryDelay({ ...first, method, outcome })).to.equal(undefined);
      });
    }
  }

  for (const outcome of [500, 502, 503, 504, 413, 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']) {
    it(`does not send a POST again after ${outcome}, for it may have been done`, () => {
      expect(retryDelay({ ...first, method: 'POST', outcome, retryAfter: 1000 })).to.equal(undefined);
    });
  }

  it('sends a POST again after 429, which says that nothing was done', () => {
    expect(retryDelay({ ...first, method: 'POST', outcome: 429 })).to.equal(500);
  });

  it('waits twice as long each time and gives up after the fifth attempt', () => {
    const waits = [1, 2, 3, 4, 5].map((attempt) => retryDelay({ attempt, elapsed: 0, method: 'GET', outcome: 503 }));
    expect(waits).to.deep.equal([500, 1000, 2000, 4000, undefined]);
  });

  it('waits at least as long as the service asks, and not less than by itself', () => {
    expect(retryDelay({ ...first, method: 'GET', outcome: 503, retryAfter: 7000 })).to.equal(7000);
    expect(retryDelay({ ...first, method: 'GET', outcome: 503, retryAfter: 0 })).to.equal(500);
  });

  it('gives up when the service asks for more than a minute', () => {
    expect(retryDelay({ ...first, method: 'GET', outcome: 503, retryAfter: 61_000 })).to.equal(undefined);
  });

  it('begins no attempt so late that the request could live 150 seconds', () => {
    expect(retryDelay({ attempt: 2, elapsed: 89_000, method: 'DELETE', outcome: 503 })).to.equal(1000);
    expect(retryDelay({ attempt: 2, elapsed: 89_001, method: 'DELETE', outcome: 503 })).to.equal(undefined);
  });

  it('gives attempts with a shorter time-out less time in all, in proportion', () => {
    const late = { attempt: 2, method: 'DELETE', outcome: 503, timeout: 10_000 } as const;
    expect(retryDelay({ ...late, elapsed: 14_000 })).to.equal(1000);
    expect(retryDelay({ ...late, elapsed: 14_001 })).to.equal(undefined);
  });

  it('reads Retry-After as seconds and as a date against the Date of the answer', () => {
    expect(retryAfterOf({ 'retry-after': '3' })).to.equal(3000);
    const date = 'Wed, 25 Nov 2026 03:00:00 GMT';
    expect(retryAfterOf({ 'retry-after': 'Wed, 25 Nov 2026 03:00:10 GMT', date })).to.equal(10_000);
    expect(retryAfterOf({ 'retry-after': 'Wed, 25 Nov 2026 02:59:00 GMT', date })).to.equal(0);
  });

  it('ignores a Retry-After that cannot be read', () => {
    expect(retryAfterOf({})).to.equal(undefined);
    expect(retryAfterOf({ 'retry-after': 'soon', date: 'Wed, 25 Nov 2026 03:00:00 GMT' })).to.equal(undefined);
    expect(retryAfterOf({ 'retry-after': 'Wed, 25 Nov 2026 03:00:10 GMT' })).to.equal(undefined);
  });
});
