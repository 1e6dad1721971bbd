import { expect } from 'chai';
import { failureOf, isAnswered } from '../../src/kubernetes/failure.ts';
import type { KubeReply } from '../../src/kubernetes/http.ts';
import { isNoAnswer } from '../../src/kubernetes/kubeError.ts';

const SERVER = 'https://api.example:6443';

function status(code: number, fields: object): KubeReply {
  return { came: true, status: code, text: JSON.stringify({ kind: 'Status', apiVersion: 'v1', code, ...fields }) };
}
const failure = (reply: KubeReply) => failureOf(SERVER, 'GET /api/v1/pods', reply);

describe('A request to a Kubernetes API that failed', () => {
  for (const { what, reply, verdict, message, answered } of [
    {
      what: 'is unauthorised where the server does not know who asks',
      reply: status(401, { message: 'Unauthorized', reason: 'Unauthorized' }),
      verdict: 'unauthorised',
      message: '401 Unauthorized',
      answered: true,
    },
    {
      what: 'is unauthorised where who asks may not',
      reply: status(403, { message: 'pods is forbidden: User "a" cannot list', reason: 'Forbidden' }),
      verdict: 'unauthorised',
      message: '403 pods is forbidden: User "a" cannot list',
      answered: true,
    },
    {
      what: 'says what the server says',
      reply: status(422, { message: 'Pod "x" is invalid', reason: 'Invalid' }),
      verdict: 'broken',
      message: '422 Pod "x" is invalid',
      answered: true,
    },
    {
      what: 'is an answer where the server itself is in trouble',
      reply: status(503, { message: 'storage is (re)initializing' }),
      verdict: 'broken',
      message: '503 storage is (re)initializing',
      answered: true,
    },
    {
      what: 'says the first line of another text',
      reply: { came: true, status: 404, text: '404 page not found\nmore\n' },
      verdict: 'broken',
      message: '404 404 page not found',
      answered: true,
    },
    {
      what: 'is none where the proxy reaches nobody, and says why',
      reply: { came: true, status: 502, text: 'dial tcp 10.0.0.1:6443: connect: connection refused\n' },
      verdict: 'broken',
      message: 'no answer (connect: connection refused)',
      answered: false,
    },
    {
      what: 'is none where the name of the server is unknown',
      reply: { came: true, status: 500, text: 'dial tcp: lookup api.example: no such host\n' },
      verdict: 'broken',
      message: 'no answer (dial tcp: lookup api.example: no such host)',
      answered: false,
    },
    {
      what: 'is none where the proxy itself says nothing',
      reply: { came: false, code: 'ETIMEDOUT' },
      verdict: 'broken',
      message: 'no answer (ETIMEDOUT)',
      answered: false,
    },
  ] as const satisfies readonly { reply: KubeReply; [field: string]: unknown }[]) {
    it(what, () => {
      const error = failure(reply);
      expect(error).to.include({ verdict, message: `${SERVER} GET /api/v1/pods: ${message}`, class: 'provision' });
      expect(isNoAnswer(error)).to.equal(!answered);
      expect(isAnswered(reply)).to.equal(answered);
    });
  }

  it('keeps the status and the reason for those who decide by them', () => {
    expect(failure(status(409, { message: 'x', reason: 'Conflict' }))).to.include({ status: 409, reason: 'Conflict' });
    expect(failure({ came: false, code: 'ECONNRESET' })).to.include({ status: undefined, reason: undefined });
  });

  it('says what to do next', () => {
    expect(failure({ came: false, code: 'ETIMEDOUT' }).hint).to.contain(`${SERVER} up`);
    expect(failure(status(403, {})).hint).to.contain('user of the kubeconfig');
  });

  it('says no more of a long text than fits', () => {
    expect(failure({ came: true, status: 400, text: 'x'.repeat(5000) }).message.length).to.be.below(400);
  });
});
