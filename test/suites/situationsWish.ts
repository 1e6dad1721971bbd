import {
  account,
  at,
  completed,
  died,
  failedTest,
  knownEntry,
  notRun,
  seen,
  stoppedBy,
  type Situation,
} from './situation.ts';

const HOST_PORT =
  '[sig-network] HostPort validates that there is no conflict between pods with same hostPort but different hostIP and protocol [LinuxOnly] [Conformance]';
const NETPOL =
  '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated namespace';
const FLAKY = '[sig-network] DNS should provide DNS for services [Conformance]';

const SCS = 'SovereignCloudStack/standards: Tests/kaas/scs-sonobuoy-config-v1.yaml';

/** A test failed that is known to fail on two minor versions of Kubernetes. */
const KNOWN_UNTIL_1_36 = {
  source: `${SCS}; kubernetes/kubernetes pull request 136715`,
  ended: completed('the status is complete'),
  report: account(20, [failedTest(NETPOL, `no connection${at(10)}`)]),
  known: [
    knownEntry('should allow ingress access from updated namespace', 'flaky until v1.36', {
      kubernetes: ['v1.34', 'v1.35'],
    }),
  ],
};

/** Known failures, reruns, and ends that somebody wished for. */
export const WISH_SITUATIONS: readonly Situation[] = [
  {
    what: 'a test fails where nodes have no internal address, as is known',
    source: `${SCS}; kubernetes/kubernetes issue 136626`,
    ended: completed('the status is complete'),
    report: account(400, [failedTest(HOST_PORT, `no address${at(10)}`)]),
    known: [
      knownEntry('HostPort validates that there is no conflict between pods', 'Fails when a cluster has no InternalIP'),
    ],
    ends: 'passed',
    cases: { known: 1, failed: 0 },
    says: /known: \[sig-network\] HostPort .* \(Fails when a cluster has no InternalIP; known\.yaml:2\)/,
  },
  {
    what: 'a known failure, and a new one beside it',
    source: 'SovereignCloudStack/k8s-cluster-api-provider issue 144',
    ended: completed('the status is complete'),
    report: account(400, [
      failedTest(HOST_PORT, `no address${at(10)}`),
      failedTest(
        '[sig-network] Services should have session affinity work for service with type clusterIP',
        `no affinity${at(11)}`,
      ),
    ]),
    known: [knownEntry('HostPort validates', 'cilium')],
    ends: 'failed',
    cases: { known: 1, failed: 1 },
    says: /400 of 402 tests passed, 1 failed, 1 failed as is known/,
  },
  {
    what: 'an entry says that Kubernetes 1.36 has the fix, and this is 1.36',
    ...KNOWN_UNTIL_1_36,
    kubernetes: 'v1.36.1',
    ends: 'failed',
    cases: { failed: 1 },
    says: /1 failed/,
  },
  {
    what: 'the same entry on 1.34',
    ...KNOWN_UNTIL_1_36,
    kubernetes: 'v1.34.4',
    ends: 'passed',
    cases: { known: 1 },
    says: /flaky until v1\.36/,
  },
  {
    what: 'Cilium lacks a feature that the tests need; the entry was for a time, which is over',
    source: `${SCS}; cilium/cilium issue 9209`,
    ended: completed('the status is complete'),
    report: account(20, [failedTest('should allow egress access to server in CIDR block', `no connection${at(10)}`)]),
    known: [knownEntry('should.allow.egress.access.to.server.in.CIDR.block', 'cilium 9209', { expires: '2026-11-30' })],
    ends: 'failed',
    cases: { failed: 1 },
    says: /known failure known\.yaml:2 expired after 2026-11-30: it no longer excuses 1 failed test/,
  },
  {
    what: 'tests were left out for the cloud’s security groups, and pass by now',
    source: 'theopenlab/openlab-zuul-jobs pull request 1044',
    ended: completed('exit code 0', true),
    report: account(20, [
      { name: 'Services should have session affinity work for NodePort service', state: 'passed', seconds: 1 },
    ]),
    known: [knownEntry('session affinity work for NodePort service', 'security groups')],
    ends: 'passed',
    says: /known failure known\.yaml:2 excused nothing: what it names passed/,
  },
  {
    what: 'a test that tends to fail passes when it is run again',
    source: 'bottlerocket-os/bottlerocket-test-system issue 948',
    ended: completed('the status is complete'),
    report: account(400, [failedTest(FLAKY, `timed out${at(10)}`)]),
    reruns: [
      {
        ended: completed('the status is complete'),
        report: { cases: [{ name: FLAKY, state: 'passed', seconds: 9 }], announced: 1, deselected: 7000 },
      },
    ],
    ends: 'passed',
    cases: { flaky: 1, failed: 0 },
    says: /401 of 401 tests passed \(1 of them flaky\)/,
  },
  {
    what: 'some of 21 failed tests fail again',
    source: 'vmware-tanzu/sonobuoy issue 1515',
    ended: completed('the status is complete'),
    report: account(
      276,
      Array.from({ length: 21 }, (_, index) => failedTest(`AdmissionWebhook ${index}`, `webhook not ready${at(10)}`)),
    ),
    reruns: [
      {
        ended: completed('the status is complete'),
        report: account(
          0,
          Array.from({ length: 21 }, (_, index) =>
            index < 6
              ? failedTest(`AdmissionWebhook ${index}`, `webhook not ready${at(50)}`)
              : { name: `AdmissionWebhook ${index}`, state: 'passed', seconds: 3 },
          ),
        ),
      },
    ],
    ends: 'failed',
    cases: { flaky: 15, failed: 6 },
    says: /291 of 297 tests passed \(15 of them flaky\), 6 failed/,
  },
  {
    what: 'the rerun itself breaks: what had failed stays failed',
    source: 'bottlerocket-os/bottlerocket-test-system issue 326',
    ended: completed('the status is complete'),
    report: account(400, [failedTest(FLAKY, `timed out${at(10)}`)]),
    reruns: [{ ended: died('the pod sonobuoy is gone'), report: { broken: 'there is no report' } }],
    ends: 'failed',
    cases: { failed: 1 },
    says: /rerun 1 broke, so what had failed stays failed: there is no report/,
  },
  {
    what: 'the API was away when a test failed; when it was run again, it failed by itself',
    source: 'bottlerocket-os/bottlerocket-test-system pull request 352',
    ended: completed('exit code 1', false),
    report: account(400, [
      failedTest(
        FLAKY,
        `Get "https://10.0.0.1:6443/api/v1/pods": dial tcp 10.0.0.1:6443: connect: connection refused${at(10)}`,
      ),
    ]),
    reruns: [
      {
        ended: completed('exit code 1', false),
        report: account(0, [failedTest(FLAKY, `no answer from DNS${at(30)}`)]),
      },
    ],
    seen: [seen('api', 'https://10.0.0.1:6443', 'no answer (connection refused)', 9, 11)],
    ends: 'failed',
    cases: { failed: 1, infrastructure: 0 },
    says: /1 failed/,
  },
  {
    what: 'five hours were almost enough, once: the job’s time is up',
    source: 'SovereignCloudStack/standards: .zuul.d/config.yaml, timeout of scs-check-kaas',
    ended: stoppedBy('deadline', 'time is up: cluster t1 spent 44 of 45 min in suites'),
    report: account(380, [failedTest(FLAKY, `timed out${at(10)}`), ...notRun(20)]),
    ends: 'broken: timeout',
    cases: { failed: 1, 'not run': 20 },
    says: /stopped by the deadline of the run.*until then: 380 of 401 tests passed, 1 failed, 20 did not come to their end/,
  },
  {
    what: 'the run is interrupted, which must not look like success',
    source: 'kubernetes-sigs/kubetest2: pkg/app/app.go, an interrupt runs Down and exits 0',
    ended: stoppedBy('run', 'SIGTERM'),
    report: account(3, notRun(100)),
    ends: 'interrupted',
    cases: { 'not run': 100 },
    says: /stopped by the end of the run: SIGTERM/,
  },
];
