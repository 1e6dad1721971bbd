import * as z from 'zod';
import { QUOTAS } from '../model/demand.ts';
import { RUNS } from '../model/toType.ts';
import { clusterStacksSpec } from './clusterStacksSpec.ts';
import { existingSpec } from './existingSpec.ts';
import { cloudName, dnsLabel, duration, numbersBy, release, strict } from './fields.ts';
import { footprintSpec } from './footprintSpec.ts';
import type { Frozen } from './freeze.ts';
import { ginkgoSpec } from './ginkgoSpec.ts';
import { hydrophoneSuite } from './hydrophoneSpec.ts';
import { sonobuoySuite } from './sonobuoySpec.ts';

const infrastructureSuite = strict({
  suite: z
    .literal('infrastructure')
    .describe('Checks that what should stand in the cloud stands, wired as it should be.'),
});

const command = strict({
  suite: z
    .literal('command')
    .describe('Runs a program; its exit code, and the JUnit report it writes, are the result.'),
  name: dnsLabel().describe('Name of this suite in reports.'),
  run: z
    .array(z.string().regex(/^[^\0]*$/, 'an argument cannot hold a NUL character'))
    .min(1)
    .refine(([program]) => program !== '', 'the program has no name')
    .describe('The program and its arguments. No shell reads them.'),
  timeout: duration().prefault('30m').describe('After this long the program is stopped and the suite is broken.'),
  junit: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      "The JUnit report it writes, below the suite's folder (TROIKA_SUITE_DIR). Without it the exit code alone counts.",
    ),
  env: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'is not a name for an environment variable'), z.string())
    .default({})
    .describe(
      "Environment variables beside Troika's own environment. Not for secrets: this file is copied into reports.",
    ),
});

/** The fields of a command suite, for the rules between them. */
export const commandShape = command.shape;

const commandSuite = command.transform(({ timeout, ...suite }) => ({ ...suite, timeoutSeconds: timeout }));

const suite = z.discriminatedUnion('suite', [
  infrastructureSuite,
  commandSuite,
  ginkgoSpec,
  hydrophoneSuite,
  sonobuoySuite,
]);

const upgrade = strict({
  from: release().describe('A release of a cluster stack, or the version of Kubernetes of a V1 cluster.'),
  to: release().describe('The same sort of thing: what to go to.'),
}).describe(
  'An upgrade of the cluster. It is checked and then refused: no run carries one out yet (docs/upgrades.md).',
);

/** The fields of an upgrade, for the rule about them. */
export const upgradeShape = upgrade.shape;

const common = {
  label: dnsLabel()
    .max(40)
    .exactOptional()
    .describe('Name of this cluster in reports. Without it: cluster-1, cluster-2 and so on.'),
  count: z
    .int()
    .min(1)
    .max(32)
    .default(1)
    .describe('How many such clusters; with a label they are called label-1, label-2 …'),
  suites: z
    .array(suite)
    .min(1)
    .default([{ suite: 'infrastructure' }])
    .describe('What tests the cluster, in this order.'),
  upgrade: upgrade.exactOptional(),
};

const cluster = z.discriminatedUnion('provisioner', [
  strict({
    provisioner: z
      .literal('footprint')
      .describe('Makes what the controllers of a cluster leave in OpenStack, without a cluster.'),
    footprint: footprintSpec.prefault({}).describe('What the footprint provisioner makes.'),
    ...common,
  }).describe('A footprint, or several alike.'),
  strict({
    provisioner: z.literal('cluster-stacks').describe('Brings a cluster up on a management cluster of Cluster API.'),
    clusterStacks: clusterStacksSpec.describe('What the cluster-stacks provisioner makes.'),
    ...common,
  }).describe('A cluster of Cluster API, or several alike.'),
  strict({
    ...common,
    provisioner: z.literal('existing').describe('Tests a cluster that stands already, and never takes it down.'),
    existing: existingSpec.describe('Where that cluster is.'),
    count: z.literal(1).default(1).describe('There is one such cluster.'),
    suites: z.array(suite).min(1).describe('What tests the cluster, in this order.'),
  }).describe('A cluster that stands already.'),
]);

/** The fields of a cluster, for the rules between them. */
export const clusterShape = common;

const request = strict({
  kubernetes: z
    .array(z.string().regex(/^v?\d+\.\d+(\.\d+)?$/, 'use a version such as v1.34.2, in quotes'))
    .default([])
    .describe('Kubernetes versions to choose from; command suites see the choice as TROIKA_KUBERNETES.'),
  clusters: z.boolean().default(false).describe('Whether it may ask for fewer clusters: the first of them.'),
  suites: z.boolean().default(false).describe('Whether it may name the suites to run.'),
  tests: z
    .boolean()
    .default(false)
    .describe(
      'Whether it may choose tests by focus and skip; conformance suites take them as theirs, command suites see TROIKA_FOCUS and TROIKA_SKIP.',
    ),
}).describe('What a change may ask for in its commit message, in a Zuul job. Nothing, unless said here.');

/** The shape of troika.yaml. */
export const runFile = strict({
  cloud: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Name of the cloud in clouds.yaml. Without it: OS_CLOUD, or the OS_* variables.'),
  externalNetwork: cloudName()
    .exactOptional()
    .describe('Name or id of the external network. Needed only where the project sees more than one.'),
  runs: z.string().min(1).default(RUNS).describe('Folder in which each run makes a folder of its own.'),
  parallel: z.int().min(1).max(3).default(3).describe('How many clusters may stand at once.'),
  deadline: duration().prefault('45m').describe('How long the whole run may take, clean-up included.'),
  cleanup: duration().prefault('15m').describe('The part of the deadline kept for clean-up.'),
  lease: strict({
    ttl: duration()
      .prefault('15m')
      .describe('How long a silent run keeps its slot. All times of the lease protocol scale with it.'),
  })
    .prefault({})
    .describe('How this run shares the project with others.'),
  reserve: numbersBy(QUOTAS).default({}).describe('How much of each quota to leave free for others.'),
  request: request.prefault({}),
  clusters: z.array(cluster).min(1).describe('The clusters of a run.'),
}).describe('A run of Troika.');

export type RunFile = z.output<typeof runFile>;

export type SuiteConfig = Frozen<z.output<typeof suite>>;
export type CommandConfig = Frozen<z.output<typeof commandSuite>>;

/** One cluster of a run; `count` is expanded already. No run sees an upgrade: it is refused before. */
export type ClusterConfig = Frozen<Single<z.output<typeof cluster>>>;

/** Of each kind by itself: what they do not share would be lost in all of them taken together. */
type Single<Entry> = Entry extends unknown ? Omit<Entry, 'label' | 'count' | 'upgrade'> & { label: string } : never;

/** A run's configuration as all rooms see it: whole, checked, frozen. */
export type RunConfig = Frozen<
  Omit<RunFile, 'deadline' | 'cleanup' | 'lease' | 'clusters'> & {
    deadlineSeconds: number;
    cleanupSeconds: number;
    leaseTtlSeconds: number;
  }
> & { readonly clusters: readonly ClusterConfig[] };
