import { existing } from '../clusters/existing/provisioner.ts';
import { footprint } from '../clusters/footprint/provisioner.ts';
import type {
  Access,
  CheckContext,
  FlavorSizes,
  PlannedName,
  ProvisionContext,
  Provisioner,
  TakenDown,
  Watching,
} from '../clusters/provisioner.ts';
import { clusterStacks } from '../clusters/stacks/provisioner.ts';
import type { ClusterConfig, SuiteConfig } from '../config/config.ts';
import { suiteName } from '../config/suiteName.ts';
import type { KubePlace } from '../kubernetes/place.ts';
import type { Demand } from '../model/demand.ts';
import { TroikaError } from '../model/error.ts';
import type { SuiteResult } from '../model/result.ts';
import { commandSuite } from '../suites/command.ts';
import { conformanceSuite } from '../suites/conformance.ts';
import { ginkgoRunner } from '../suites/ginkgo/runner.ts';
import { hydrophoneRunner } from '../suites/hydrophone/runner.ts';
import { infrastructureSuite } from '../suites/infrastructure.ts';
import { sonobuoyRunner } from '../suites/sonobuoy/runner.ts';
import type { Subject, Suite, SuiteContext } from '../suites/suite.ts';
import type { Tools } from './tools.ts';

/** A provisioner with its piece of the configuration. Which there are is said here and in config/config.ts. */
export interface BoundProvisioner {
  readonly name: string;
  readonly demand: Demand;
  names(cluster: string): readonly PlannedName[];
  check?(context: CheckContext): Promise<void>;
  up(context: ProvisionContext): Promise<Access>;
  watch?(context: ProvisionContext): Watching;
  places?(context: ProvisionContext): Promise<readonly KubePlace[]>;
  down?(context: ProvisionContext, again: boolean): Promise<TakenDown>;
}

export interface BoundSuite {
  readonly name: string;
  check?(): Promise<void>;
  run(subject: Subject, context: SuiteContext): Promise<SuiteResult>;
}

/** What the configuration of a cluster asks of the cloud before anything is made. */
export interface Asks {
  readonly images: readonly string[];
  readonly flavors: readonly string[];
  /** It makes an application credential in OpenStack. */
  readonly credential: boolean;
}

export function asksOf(config: ClusterConfig): Asks {
  if (config.provisioner === 'footprint') {
    const { image, controlPlaneFlavor, workerFlavor, generation } = config.footprint;
    // V1 makes one, with its management host and its scripts.
    return { images: [image], flavors: [controlPlaneFlavor, workerFlavor], credential: generation === 'v1' };
  }
  if (config.provisioner === 'existing') return { images: [], flavors: [], credential: false };
  const { image, controlPlaneFlavor, workerFlavor } = config.clusterStacks;
  return { images: [image], flavors: [controlPlaneFlavor, workerFlavor], credential: false };
}

/** @throws TroikaError usage when the cloud has no such flavor */
export function bindProvisioner(config: ClusterConfig, flavors: FlavorSizes): BoundProvisioner {
  for (const flavor of asksOf(config).flavors) {
    if (!flavors.has(flavor)) {
      throw new TroikaError('usage', `${config.label}: there is no flavor ${flavor}`, {
        hint: `This project sees: ${[...flavors.keys()].sort().join(', ')}.`,
      });
    }
  }
  if (config.provisioner === 'footprint') return bound(footprint, config.footprint, flavors);
  if (config.provisioner === 'existing') return bound(existing, config.existing, flavors);
  return bound(clusterStacks, config.clusterStacks, flavors);
}

function bound<Spec>(provisioner: Provisioner<Spec>, spec: Spec, flavors: FlavorSizes): BoundProvisioner {
  const { check, watch, places, down } = provisioner;
  return {
    name: provisioner.name,
    demand: provisioner.demand(spec, flavors),
    names: (cluster) => provisioner.names(spec, cluster),
    up: (context) => provisioner.up(spec, context),
    ...(check === undefined ? {} : { check: (context) => check(spec, context) }),
    ...(watch === undefined ? {} : { watch: (context) => watch(spec, context) }),
    ...(places === undefined ? {} : { places: (context) => places(spec, context) }),
    ...(down === undefined ? {} : { down: (context, again) => down(spec, context, again) }),
  };
}

export function bindSuite(config: SuiteConfig, tools: Tools): BoundSuite {
  switch (config.suite) {
    case 'infrastructure':
      return { name: suiteName(config), run: (subject, context) => infrastructureSuite.run(config, subject, context) };
    case 'command':
      return {
        name: suiteName(config),
        run: (subject, context) => commandSuite(tools.env, tools.cwd).run(config, subject, context),
      };
    case 'ginkgo':
      return boundTo(conformanceSuite(ginkgoRunner({ ...tools, signal: tools.interrupts.work }), tools), config);
    case 'hydrophone':
      return boundTo(conformanceSuite(hydrophoneRunner(tools), tools), config);
    case 'sonobuoy':
      return boundTo(conformanceSuite(sonobuoyRunner(tools), tools), config);
  }
}

function boundTo<Spec extends SuiteConfig>(suite: Suite<Spec>, config: Spec): BoundSuite {
  const { check } = suite;
  return {
    name: suiteName(config),
    ...(check === undefined ? {} : { check: () => check(config) }),
    run: (subject, context) => suite.run(config, subject, context),
  };
}

/** All suites of some clusters. */
export function bindSuites(clusters: readonly Pick<ClusterConfig, 'suites'>[], tools: Tools): readonly BoundSuite[] {
  return clusters.flatMap(({ suites }) => suites).map((suite) => bindSuite(suite, tools));
}
