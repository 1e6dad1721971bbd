import type { Trouble } from './observed.ts';

/** What the message of a failed test may speak of; `time`: only that its time was up. */
type Topic = Extract<Trouble, 'api' | 'node' | 'image' | 'eviction' | 'quota'> | 'time';

/** Why a request got no answer, as Go's net, net/http and x/net/http2 say it. */
const NO_ANSWER =
  '(?:connection refused|connection reset|i/o timeout|no route to host|network is unreachable|EOF|TLS handshake timeout|client connection lost|context deadline exceeded|request canceled|no such host)';

/**
 * The words by which a message speaks of something that is not the test's, from the most telling. A refused connection alone says
 * nothing: tests of Services and NetworkPolicies fail with one too; it must be a request to the Kubernetes API. Nor does a quota of
 * Kubernetes' own (`exceeded quota: NAME`), which tests make.
 */
const WORDS: readonly { readonly topic: Topic; readonly pattern: RegExp }[] = [
  // OpenStack: nova/exception.py, neutron_lib/exceptions, cinder/exception.py, octavia/common/exceptions.py.
  { topic: 'quota', pattern: /Quota exceeded for (?:resources: |[a-z_, ]+: Requested)/ },
  {
    topic: 'quota',
    pattern:
      /exceeded for quota '|exceeds allowed [a-z_]+ quota|(?:VolumeLimitExceeded|VolumeSizeExceedsAvailableQuota)\b/,
  },
  { topic: 'quota', pattern: /Quota has been met for resources/ },
  // client-go by way of net/http: Get "https://10.0.0.1:6443/api/v1/…": dial tcp …: connect: connection refused.
  {
    topic: 'api',
    pattern: new RegExp(
      `https?://[^\\s"/]+/(?:api|apis|version|openapi|readyz)\\b[^\\n]{0,600}?: (?:[^\\n]{0,200}?)${NO_ANSWER}`,
    ),
  },
  // kubectl: staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go.
  { topic: 'api', pattern: /The connection to the server \S+ was refused|Unable to connect to the server:/ },
  // etcd: api/v3rpc/rpctypes/error.go.
  { topic: 'api', pattern: /etcdserver: (?:request timed out|leader changed|no leader|server stopped|not capable)/ },
  // apimachinery: pkg/api/errors/errors.go.
  {
    topic: 'api',
    pattern:
      /the server is currently unable to handle the request|apiserver is shutting down|http2: client connection lost/,
  },
  // kubernetes: pkg/kubelet/server, the node controller, test/e2e/framework.
  {
    topic: 'node',
    pattern:
      /error dialing backend|Kubelet stopped posting node status|nodes should be ready after test|Node is not ready/,
  },
  { topic: 'node', pattern: /\bNode(?:NotReady|Lost|StatusUnknown)\b|node\.kubernetes\.io\/(?:unreachable|not-ready)/ },
  // kubernetes: pkg/kubelet/images/types.go.
  { topic: 'image', pattern: /\b(?:ErrImagePull|ImagePullBackOff)\b|Failed to pull image|Back-off pulling image/ },
  // kubernetes: pkg/kubelet/eviction/helpers.go.
  { topic: 'eviction', pattern: /The node was low on resource|\bEvicted\b/ },
  // Go's context, apimachinery: pkg/util/wait, gomega: internal/async_assertion.go, client-go: rest/request.go.
  { topic: 'time', pattern: /context deadline exceeded|timed out waiting for the condition|Timed out after [\d.]+s/ },
];

/** So much of a message is looked at. */
const LONGEST = 20_000;

/** What a message speaks of, each with the words that say so. Pure. */
export function topicsOf(message: string): ReadonlyMap<Topic, string> {
  const text = message.slice(0, LONGEST);
  const found = new Map<Topic, string>();
  for (const { topic, pattern } of WORDS) {
    const match = found.has(topic) ? null : pattern.exec(text);
    if (match !== null) found.set(topic, match[0].replaceAll(/\s+/g, ' ').slice(0, 200));
  }
  return found;
}
