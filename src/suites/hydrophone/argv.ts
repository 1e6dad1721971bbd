import type { HydrophoneSpec } from '../../config/hydrophoneSpec.ts';
import type { Argv } from '../../io/command.ts';
import { patternOfName } from '../e2e/quoted.ts';

/** Where hydrophone works, and where its files belong. Paths are absolute. */
export interface Place {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly folder: string;
  readonly testRepoList: string | undefined;
}

/** From this on the tests' names stand in the log (kubernetes-sigs/hydrophone, cmd/root.go). */
const TELLING = 6;

/**
 * The command that runs the tests. @param again takes hold of the pod that is there already @param only exactly these tests
 */
export function argvOf(
  program: string,
  spec: HydrophoneSpec,
  place: Place,
  { again, only }: { readonly again: boolean; readonly only: readonly string[] | undefined },
): Argv {
  const focus = only === undefined ? spec.focus : only.map(patternOfName).join('|');
  const which = focus === undefined ? ['--conformance'] : [`--focus=${focus}`];
  const skip = only === undefined ? spec.skip : undefined;
  return [
    program,
    ...which,
    ...(again ? ['--continue'] : []),
    ...given('skip', skip),
    `--kubeconfig=${place.kubeconfig}`,
    `--namespace=${place.namespace}`,
    `--output-dir=${place.folder}`,
    `--verbosity=${TELLING}`,
    `--parallel=${spec.parallel}`,
    `--startup-timeout=${spec.startupSeconds}s`,
    ...given('conformance-image', spec.conformanceImage),
    ...given('busybox-image', spec.busyboxImage),
    ...given('test-repo', spec.testRepo),
    ...given('test-repo-list', place.testRepoList),
    ...(spec.skipPreflight ? [`--skip-preflight=${place.namespace}`] : []),
    ...spec.extraArgs.map((flag) => `--extra-args=${flag}`),
    ...spec.extraGinkgoArgs.map((flag) => `--extra-ginkgo-args=${flag}`),
  ];
}

function given(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${flag}=${value}`];
}
