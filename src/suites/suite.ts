import type { Context } from '../io/context.ts';
import type { ExpectedCluster } from '../model/expected.ts';
import type { SuiteResult } from '../model/result.ts';
import type { Inventory } from '../model/resource.ts';

/** A standing cluster as suites see it. The runner hands it over, so that no suite imports a provisioner. */
export interface Subject {
  readonly cluster: string;
  readonly label: string;
  /** What the provisioner says should stand, for suites which check that it does. */
  readonly expected: ExpectedCluster;
  readonly endpoint: string;
  readonly kubeconfig?: string;
  /** The context of the kubeconfig; may be left out where it has one only. Its current one need not be this cluster's. */
  readonly context?: string;
  /** A fresh listing of the project. */
  inventory(): Promise<Inventory>;
}

export interface SuiteContext extends Context {
  /** Folder of this suite's files: `clusters/<C>/suites/<suite>`. */
  readonly folder: string;
  /** Ends also what is taken away after the end of the work: aborted when everything must stop at once. */
  readonly all: AbortSignal;
}

export interface Suite<Spec> {
  readonly name: string;
  /**
   * Looks whether what it needs is there, before anything is made.
   * @throws TroikaError usage with what to do
   */
  check?(spec: Spec): Promise<void>;
  /** Runs to its end, or until the context's signal, which also comes with its deadline. Never throws for a test's failure. */
  run(spec: Spec, subject: Subject, context: SuiteContext): Promise<SuiteResult>;
}
