import type { GinkgoSpec } from '../../config/ginkgoSpec.ts';
import type { Argv } from '../../io/command.ts';
import type { Selection } from './selections.ts';

/** How long each step of a test that is interrupted may take to end. */
const GRACE_SECONDS = 10;

/** Where the cluster is, and where reports belong. All paths are absolute: the program runs in its own folder. */
export interface Place {
  readonly kubeconfig: string;
  readonly context: string;
  readonly folder: string;
}

/** The programs: the tests, and what runs them in parallel. */
export interface Programs {
  readonly tests: string;
  readonly ginkgo: string | undefined;
}

/**
 * The command that runs the tests. Ginkgo has a time limit of its own, an hour unless it is told another: ours comes first, because it
 * says of which test it was the end.
 */
export function runArgv(programs: Programs, spec: GinkgoSpec, selection: Selection, place: Place): Argv {
  const ginkgo = [
    ...patterns(selection),
    'no-color',
    'v',
    `timeout=${spec.timeoutSeconds + 3600}s`,
    `grace-period=${GRACE_SECONDS}s`,
    `flake-attempts=${spec.flakeAttempts}`,
  ];
  const own = [
    `--kubeconfig=${place.kubeconfig}`,
    `--context=${place.context}`,
    `--provider=${spec.provider}`,
    `--report-dir=${place.folder}`,
    '--disable-log-dump',
    ...(spec.nodes === undefined ? [] : [`--num-nodes=${spec.nodes}`]),
    ...spec.args,
  ];
  if (programs.ginkgo === undefined) return [programs.tests, ...ginkgo.map((flag) => `--ginkgo.${flag}`), ...own];
  return [programs.ginkgo, `--procs=${spec.procs}`, ...ginkgo.map((flag) => `--${flag}`), programs.tests, '--', ...own];
}

/** The command that only says which tests would run, in a report. It asks no cluster. */
export function listArgv(tests: string, selection: Selection, folder: string): Argv {
  const flags = [...patterns(selection), 'dry-run', 'no-color'];
  return [tests, ...flags.map((flag) => `--ginkgo.${flag}`), `--report-dir=${folder}`, '--provider=skeleton'];
}

function patterns({ focus, skip }: Selection): readonly string[] {
  return [...focus.map((pattern) => `focus=${pattern}`), ...skip.map((pattern) => `skip=${pattern}`)];
}

/** The report that the tests write into the folder given as `report-dir`. */
export const REPORT = 'junit_01.xml';
