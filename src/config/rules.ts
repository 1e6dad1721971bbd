import { isAbsolute, normalize } from 'node:path';
import * as z from 'zod';
import { clusterShape, commandShape, runFile } from './config.ts';
import { hydrophoneShape } from './hydrophoneSpec.ts';
import { labelsOf } from './labels.ts';
import { repeated, rule } from './rule.ts';
import type { Rule } from './rule.ts';
import { sonobuoyShape } from './sonobuoySpec.ts';

/** A run-unique cluster name has one base32 character for the cluster (model/names.ts). */
const MOST_CLUSTERS = 32;

/** Below this a request could not end within its share of the time (admission/times.ts). */
const SHORTEST_TTL_SECONDS = 15;

const { deadline, cleanup, lease } = runFile.shape;
const clusters = z.array(z.object({ label: clusterShape.label, count: clusterShape.count }));

const workHasTimeBesideCleanup = rule({ deadline, cleanup }, (run) =>
  run.cleanup < run.deadline
    ? []
    : [
        {
          path: ['cleanup'],
          says: 'must be shorter than the deadline, which includes it; nothing is left for the work',
        },
      ],
);

const leaseOutlivesRequests = rule({ lease }, (run) =>
  run.lease.ttl >= SHORTEST_TTL_SECONDS
    ? []
    : [{ path: ['lease', 'ttl'], says: `must be ${SHORTEST_TTL_SECONDS}s at least: requests get a fifth of it` }],
);

const notTooManyClusters = rule({ clusters }, (run) => {
  const all = run.clusters.reduce((sum, cluster) => sum + cluster.count, 0);
  return all <= MOST_CLUSTERS
    ? []
    : [{ path: ['clusters'], says: `${all} clusters; a run can name at most ${MOST_CLUSTERS}` }];
});

const labelsAreUnique = rule({ clusters }, (run) => {
  const labelled = labelsOf(run.clusters);
  return repeated(labelled.map((entry) => entry.label)).map(({ index, item }) => ({
    path: ['clusters', labelled[index]?.from ?? 0, 'label'],
    says: `two clusters would be called ${item}`,
  }));
});

/** What must hold between the fields of a run. */
export const RUN_RULES: readonly Rule[] = [
  workHasTimeBesideCleanup,
  leaseOutlivesRequests,
  notTooManyClusters,
  labelsAreUnique,
];

const suiteNamesAreUnique = rule(
  { suites: z.array(z.object({ suite: z.string(), name: z.string().optional() })) },
  (cluster) =>
    repeated(cluster.suites.map((suite) => suite.name ?? suite.suite)).map(({ index, item }) => ({
      path: ['suites', index],
      says: `two suites of this cluster are called ${item}`,
    })),
);

const existingIsNotOurs = rule(
  { provisioner: z.literal('existing'), suites: z.array(z.object({ suite: z.string() })) },
  ({ suites }) =>
    suites.flatMap(({ suite }, index) =>
      suite === 'infrastructure'
        ? [
            {
              path: ['suites', index],
              says: 'looks at what Troika made in the cloud, and it made nothing of an existing cluster',
            },
          ]
        : [],
    ),
);

const CONFORMANCE: readonly string[] = ['ginkgo', 'hydrophone', 'sonobuoy'];

const footprintHasNoKubernetes = rule(
  { provisioner: z.literal('footprint'), suites: z.array(z.object({ suite: z.string() })) },
  ({ suites }) =>
    suites.flatMap(({ suite }, index) =>
      CONFORMANCE.includes(suite)
        ? [
            {
              path: ['suites', index],
              says: `${suite} tests Kubernetes, and a footprint has none; use it on another provisioner's cluster`,
            },
          ]
        : [],
    ),
);

/** What must hold between the fields of one cluster, its footprint's own rules aside. */
export const CLUSTER_RULES: readonly Rule[] = [suiteNamesAreUnique, existingIsNotOurs, footprintHasNoKubernetes];

const reportStaysInTheFolder = rule({ junit: commandShape.junit }, ({ junit }) =>
  junit === undefined || !(isAbsolute(junit) || normalize(junit).split(/[\\/]/).includes('..'))
    ? []
    : [{ path: ['junit'], says: "must lie below the suite's folder: a relative path without .." }],
);

const troikaNamesAreOurs = rule({ env: commandShape.env }, ({ env }) =>
  Object.keys(env)
    .filter((name) => name.startsWith('TROIKA_') || name === 'KUBECONFIG')
    .map((name) => ({ path: ['env', name], says: 'is set by Troika itself' })),
);

const { namespace, skipPreflight } = hydrophoneShape;

const lentNamespaceIsNamed = rule({ suite: hydrophoneShape.suite, namespace, skipPreflight }, (suite) =>
  suite.skipPreflight && suite.namespace === undefined
    ? [{ path: ['skipPreflight'], says: 'is for a namespace that is there before: name it' }]
    : [],
);

const { mode, focus, skip } = sonobuoyShape;

const modeSelectsAlone = rule({ suite: sonobuoyShape.suite, mode, focus, skip }, (suite) =>
  suite.mode === undefined || (suite.focus === undefined && suite.skip === undefined)
    ? []
    : [{ path: ['mode'], says: 'selects tests, and so do focus and skip: leave one of the two out' }],
);

/** What must hold within one suite. */
export const SUITE_RULES: readonly Rule[] = [
  reportStaysInTheFolder,
  troikaNamesAreOurs,
  lentNamespaceIsNamed,
  modeSelectsAlone,
];
