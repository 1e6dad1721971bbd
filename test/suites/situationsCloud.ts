import { account, at, completed, died, failedTest, notRun, seen, type Situation } from './situation.ts';

const API = 'https://104.154.95.7:443';

/** The API broke off a request of a test. */
const BROKEN_OFF = {
  source: 'kubernetes/kubernetes: test/e2e/apimachinery/watch.go (v1.34.4)',
  ended: completed('exit code 1', false),
  report: account(7, [
    failedTest(
      'Watchers should be able to restart watching',
      `Delete "https://104.154.95.7:443/api/v1/namespaces/watch-8134/configmaps/e2e-watch-test-watch-closed": unexpected EOF${at(32)}`,
      1,
    ),
  ]),
  seen: [seen('api', API, 'no answer (connect: connection refused)', 32, 32.5)],
};

/** A test's request to the API was not answered in time. */
const TIMED_OUT = {
  source: 'kubernetes/kubernetes issue 25855',
  ended: completed('exit code 1', false),
  report: account(90, [
    failedTest(
      'Pods should be restarted',
      `Post https://104.154.95.7/api/v1/namespaces/pods-1/pods: dial tcp 104.154.95.7:443: i/o timeout${at(14)}`,
    ),
  ]),
};

/** Failures that are the cloud's, or seem so: the API, nodes, images, quota. */
export const CLOUD_SITUATIONS: readonly Situation[] = [
  {
    what: 'the API was away for a part of the tests, and they say so',
    source: 'kubernetes/kubernetes issue 25855',
    ended: completed('exit code 1', false),
    report: account(90, [
      failedTest(
        '[k8s.io] Pods should *not* be restarted with a /healthz http liveness probe [Conformance]',
        `Post https://104.154.95.7/api/v1/namespaces/e2e-tests-pods-6nwro/pods: dial tcp 104.154.95.7:443: i/o timeout\nnot to have occurred${at(14)}`,
        44,
      ),
    ]),
    seen: [seen('api', API, 'no answer (i/o timeout)', 13, 15)],
    ends: 'broken: provision',
    cases: { infrastructure: 1, failed: 0 },
    says: /infrastructure: \[k8s\.io\] Pods.* failed at 12:14:00Z; .*the API did not answer from 12:13:00Z to 12:15:00Z/,
  },
  {
    what: 'the API broke off a request of a test',
    ...BROKEN_OFF,
    ends: 'broken: provision',
    cases: { infrastructure: 1 },
    says: /infrastructure: Watchers should be able to restart watching/,
  },
  {
    what: 'the API broke off a request of a test, which passed when it was run again: it is not flaky',
    ...BROKEN_OFF,
    reruns: [
      {
        ended: completed('exit code 0', true),
        report: account(0, [{ name: 'Watchers should be able to restart watching', state: 'passed', seconds: 1 }]),
      },
    ],
    ends: 'passed',
    cases: { flaky: 0, infrastructure: 0 },
    says: /infrastructure: Watchers should be able to restart watching: .*; it passed when it was run again/,
  },
  {
    what: 'the same words, but the API answered every look: in doubt it stays a failure',
    ...TIMED_OUT,
    ends: 'failed',
    cases: { failed: 1 },
    says: /in doubt, hence failed: Pods should be restarted: it says «.*i\/o timeout», but nothing of that kind was seen/,
  },
  {
    what: 'the same words, and the API was away at another time',
    ...TIMED_OUT,
    seen: [seen('api', API, 'no answer (EOF)', 30, 31)],
    ends: 'failed',
    cases: { failed: 1 },
    says: /what was seen of that kind was at another time, or befell another/,
  },
  {
    what: 'the same words, and nobody looked at the API',
    ...TIMED_OUT,
    unwatched: ['the cluster was not watched: kubectl is not there'],
    ends: 'failed',
    says: /that could not be checked: the cluster was not watched: kubectl is not there/,
  },
  {
    what: 'etcd did not answer the API',
    source: 'pingcap/tidb-operator issue 2476',
    ended: completed('exit code 1', false),
    report: account(30, [
      failedTest(
        'tidbcluster should restart',
        `Expected tidbcluster pod restarted\nUnexpected error:\netcdserver: request timed out\noccurred${at(44)}`,
      ),
    ]),
    seen: [seen('api', API, '500 [-]etcd failed: reason withheld', 43, 45)],
    ends: 'broken: provision',
    cases: { infrastructure: 1 },
    says: /500 \[-\]etcd failed/,
  },
  {
    what: 'a test could not even make its namespace: its time was up while the API was away',
    source: 'kubernetes/kubernetes: test/e2e/framework/framework.go, BeforeEach (v1.34.4)',
    ended: completed('exit code 1', false),
    report: account(7, [
      failedTest(
        '[sig-api-machinery] ResourceQuota should create a ResourceQuota and ensure its status is promptly calculated. [Conformance]',
        `[FAILED] context deadline exceeded${at(26).replace('[It]', '[BeforeEach]')}`,
        30,
      ),
    ]),
    seen: [seen('api', API, 'no answer (connect: connection refused)', 25.6, 26.1)],
    ends: 'broken: provision',
    cases: { infrastructure: 1 },
    says: /infrastructure: \[sig-api-machinery\] ResourceQuota .* it failed at 12:26:00Z/,
  },
  {
    what: 'time was up while the API was away, but it had been there for most of the test',
    source: 'kubernetes/kubernetes issue 127163',
    ended: completed('exit code 1', false),
    report: account(7, [
      failedTest(
        'ResourceQuota',
        `client rate limiter Wait returned an error: context deadline exceeded${at(26)}`,
        300,
      ),
    ]),
    seen: [seen('api', API, 'no answer (EOF)', 25.9, 26.1)],
    ends: 'failed',
    cases: { failed: 1 },
    says: /in doubt, hence failed: ResourceQuota: it says «context deadline exceeded»; .* which was not the most of its time/,
  },
  {
    what: 'the request waited for its turn in the client until the test’s time was up, and the API was there',
    source: 'kubernetes/kubernetes issue 127163',
    ended: completed('exit code 1', false),
    report: account(30, [
      failedTest(
        'ResourceQuota should create a ResourceQuota and capture the life of a persistent volume claim',
        `client rate limiter Wait returned an error: context deadline exceeded${at(16)}`,
      ),
    ]),
    ends: 'failed',
    says: /30 of 31 tests passed, 1 failed/,
  },
  {
    what: 'the API server could not reach a node, which was not Ready then',
    source: 'kubernetes/kubernetes issue 50695',
    ended: completed('exit code 1', false),
    report: account(30, [
      failedTest(
        '[sig-apps] Deployment',
        `Error from server: error dialing backend: dial tcp 10.128.0.3:10250: getsockopt: connection refused${at(25)}`,
      ),
    ]),
    seen: [seen('node', 'e2e-minion-t2nl', 'KubeletNotReady: container runtime is down', 24, 30)],
    ends: 'broken: provision',
    cases: { infrastructure: 1 },
    says: /e2e-minion-t2nl: it was not Ready from 12:24:00Z to 12:30:00Z/,
  },
  {
    what: 'the same words, and who refused is not known: pod, node, or API server',
    source: 'kubernetes/kubernetes pull request 51230',
    ended: completed('exit code 1', false),
    report: account(30, [
      failedTest(
        'StatefulSet',
        `Error from server: error dialing backend: dial tcp 10.128.0.3:10250: getsockopt: connection refused${at(25)}`,
      ),
    ]),
    ends: 'failed',
    says: /in doubt, hence failed: StatefulSet/,
  },
  {
    what: '38 tests failed since a node was not Ready after them',
    source: 'kubernetes/kubernetes issue 23342',
    ended: completed('exit code 1', false),
    report: account(
      200,
      Array.from({ length: 38 }, (_, index) =>
        failedTest(
          `test ${index}`,
          `All nodes should be ready after test, Not ready nodes: [{{ } {e2e-gce-builder-3-0-minion-t2nl {Ready Unknown NodeStatusUnknown Kubelet stopped posting node status.}]${at(15)}`,
        ),
      ),
    ),
    seen: [
      seen('node', 'e2e-gce-builder-3-0-minion-t2nl', 'NodeStatusUnknown: Kubelet stopped posting node status.', 0),
    ],
    ends: 'broken: provision',
    cases: { infrastructure: 38 },
    says: /and 18 more of this kind/,
  },
  {
    what: 'a node was not Ready for a while, and one test failed for reasons of its own at that time',
    source: 'kubernetes/kubernetes issue 13416',
    ended: completed('exit code 1', false),
    report: account(200, [
      failedTest('Secrets should be consumable', `expected "value-1" in container output${at(15)}`),
    ]),
    seen: [seen('node', 'worker-1', 'KubeletNotReady: PLEG is not healthy', 14, 16)],
    ends: 'failed',
    says: /worker-1: it was not Ready from 12:14:00Z to 12:16:00Z/,
  },
  {
    what: 'one test failed by a lost node and another by itself: the product’s failure leads',
    source: 'kubernetes/kubernetes issue 21261',
    ended: completed('exit code 1', false),
    report: account(200, [
      failedTest('Secrets should be consumable', `expected "value-1" in container output${at(40)}`),
      failedTest('Pods should run', `All nodes should be ready after test, Not ready nodes: worker-1${at(15)}`),
    ]),
    seen: [seen('node', 'worker-1', 'it is gone', 14)],
    ends: 'failed',
    cases: { failed: 1, infrastructure: 1 },
    says: /1 failed, 1 failed by the fault of the cloud or the runner/,
  },
  {
    what: 'a volume was refused for want of quota',
    source: 'kubernetes/cloud-provider-openstack pull request 1276',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'csi-volumes should provision storage',
        `failed to provision volume: rpc error: code = Internal desc = CreateVolume failed with error Expected HTTP response code [202] when accessing [POST https://volume.cloud.test/v3/p/volumes], but got 413 instead {"overLimit": {"message": "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.", "code": 413}}${at(33)}`,
      ),
    ]),
    ends: 'broken: quota',
    cases: { infrastructure: 1 },
    says: /exceeded for quota 'volumes?|VolumeLimitExceeded/,
  },
  {
    what: 'a floating IP was refused for want of quota',
    source: 'gardener/gardener-extension-provider-openstack issue 1133',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'load balancer has an address',
        `Expected HTTP response code [201 202] when accessing [POST https://network.cloud.test/v2.0/floatingips], but got 409 instead: {"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: ['floatingip'].", "detail": ""}}${at(9)}`,
      ),
    ]),
    ends: 'broken: quota',
    cases: { infrastructure: 1 },
    says: /Quota exceeded for resources/,
  },
  {
    what: 'a load balancer never came, which the test waits for in vain: only the event says quota',
    source: 'kubernetes/kubernetes issue 21775',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'Services should serve identically named services in different namespaces on different load-balancers',
        `service test-svc in namespace services-7761 doesn't have a LoadBalancer ingress point after 1200.00 seconds${at(50)}`,
        1237,
      ),
    ]),
    seen: [
      seen(
        'quota',
        'services-7761/test-svc',
        "SyncLoadBalancerFailed: Quota exceeded for resources: ['floatingip'].",
        31,
        49,
      ),
    ],
    ends: 'broken: quota',
    cases: { infrastructure: 1 },
    says: /services-7761\/test-svc: the cloud refused it for want of quota/,
  },
  {
    what: 'a quota of Kubernetes’ own, which the test itself made',
    source: 'kubernetes/kubernetes issue 131834',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'ResourceQuota should verify ResourceQuota with terminating scopes through scope selectors.',
        `[FAILED] pods "terminating-pod" is forbidden: exceeded quota: quota-terminating, requested: pods=1, used: pods=1, limited: pods=1${at(37)}`,
      ),
    ]),
    ends: 'failed',
    cases: { failed: 1 },
    says: /10 of 11 tests passed, 1 failed/,
  },
  {
    what: 'a refused connection to a NodePort is what the test tests',
    source: 'cri-o/cri-o issue 1529',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'should have session affinity work for NodePort service',
        `wget: can't connect to remote host (172.18.3.4): Connection refused, dial tcp 172.18.3.4:31000: connect: connection refused${at(37)}`,
      ),
    ]),
    seen: [seen('api', API, 'no answer (EOF)', 36, 38)],
    ends: 'failed',
    cases: { failed: 1 },
    says: /1 failed/,
  },
  {
    what: 'the image of a test’s pod could not be pulled: too many requests',
    source: 'istio-ecosystem/sail-operator issue 564',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest(
        'sleep answers',
        `pod sleep-7757/sleep-5577c64d7c is not ready: ErrImagePull: toomanyrequests: You have reached your pull rate limit${at(21)}`,
      ),
    ]),
    seen: [
      seen('image', 'sleep-7757/sleep-5577c64d7c', 'Failed: Failed to pull image "curl": toomanyrequests', 20, 21),
    ],
    ends: 'broken: suite-infrastructure',
    cases: { infrastructure: 1 },
    says: /toomanyrequests/,
  },
  {
    what: 'an image elsewhere could not be pulled, and the test only says that time was up: not proven, but told',
    source: 'ROCm/spur issue 866',
    ended: completed('exit code 1', false),
    report: account(10, [
      failedTest('the operator is deployed', `timed out after 120s: operator deployment not ready${at(21)}`),
    ]),
    seen: [
      seen(
        'image',
        'local-path-storage/helper-pod-create-pvc-2045a95a',
        'Failed: Failed to pull image "busybox": 429 Too Many Requests',
        19,
        21,
      ),
    ],
    ends: 'failed',
    cases: { failed: 1 },
    says: /helper-pod-create-pvc-2045a95a: an image could not be pulled/,
  },
  {
    what: 'the e2e program stopped in the middle when the API went away for good',
    source: 'kubernetes/kubernetes issue 25855',
    ended: died('exit code 1: Post https://104.154.95.7/api: i/o timeout'),
    report: account(50, notRun(53)),
    seen: [seen('api', API, 'no answer (i/o timeout)', 58)],
    ends: 'broken: provision',
    cases: { 'not run': 53 },
    says: /the API did not answer from 12:58:00Z on .*until then: 50 of 103 tests passed/,
  },
];
