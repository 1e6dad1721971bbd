import { footprint } from '../clusters/footprint/provisioner.ts';
import type { Access, FlavorSizes, PlannedName, ProvisionContext } from '../clusters/provisioner.ts';
import type { ClusterConfig, SuiteConfig } from '../config/config.ts';
import { suiteName } from '../config/suiteName.ts';
import type { Demand } from '../model/demand.ts';
import { TroikaError } from '../model/error.ts';
import type { SuiteResult } from '../model/result.ts';
import { commandSuite } from '../suites/command.ts';
import { infrastructureSuite } from '../suites/infrastructure.ts';
import type { Subject, SuiteContext } from '../suites/suite.ts';
import type { Tools } from './tools.ts';

/** A provisioner with its piece of the configuration. Which there are is said here and in config/config.ts. */
export interface BoundProvisioner {
  readonly name: string;
  readonly demand: Demand;
  names(cluster: string): readonly PlannedName[];
  up(context: ProvisionContext): Promise<Access>;
}

export interface BoundSuite {
  readonly name: string;
  run(subject: Subject, context: SuiteContext): Promise<SuiteResult>;
}

/** @throws TroikaError usage when the cloud has no such flavor */
export function bindProvisioner(config: ClusterConfig, flavors: FlavorSizes): BoundProvisioner {
  const spec = config.footprint;
  for (const flavor of [spec.controlPlaneFlavor, spec.workerFlavor]) {
    if (!flavors.has(flavor)) {
      throw new TroikaError('usage', `${config.label}: there is no flavor ${flavor}`, {
        hint: `This project sees: ${[...flavors.keys()].sort().join(', ')}.`,
      });
    }
  }
  return {
    name: footprint.name,
    demand: footprint.demand(spec, flavors),
    names: (cluster) => footprint.names(spec, cluster),
    up: (context) => footprint.up(spec, context),
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
  }
}
