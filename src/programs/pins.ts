import type { ProgramName } from '../model/programName.ts';

/** One program of one version, and what it is compiled from. */
export interface Pin {
  readonly name: ProgramName;
  readonly version: string;
  /** The versions of Kubernetes that it belongs to; undefined: any. */
  readonly kubernetes?: readonly string[];
  /** Its published Go module, and the module's version. */
  readonly module: string;
  readonly moduleVersion: string;
  /** Checksum of the module, as Go counts it and its public database has it: of all files in it. */
  readonly sum: string;
  /**
   * Of a module that takes its siblings from its own repository, which is not published with it: sha256 of the lines of go.sum
   * for the published ones.
   */
  readonly siblings?: string;
  /** The package in it, as a folder; `test`: its tests are the program. */
  readonly package: string;
  readonly kind: 'program' | 'test';
  /** The linker's flags beside `-s -w`. */
  readonly flags: string;
  /** The oldest Go that its module says it needs. */
  readonly go: string;
  /** The arguments by which it says its version; undefined: it has none. */
  readonly asks?: readonly [string, ...string[]];
  /** What it costs where Go's caches are empty, on two processors. */
  readonly minutes: number;
  readonly megabytes: number;
}

const KUBERNETES = 'v1.34.4';

/** Newest first, of each name. Ginkgo's version is the one in Kubernetes' own go.mod: its program warns of a suite of another, and may not read it. */
export const PINS: readonly Pin[] = [
  {
    name: 'sonobuoy',
    version: 'v0.57.2',
    module: 'github.com/vmware-tanzu/sonobuoy',
    moduleVersion: 'v0.57.2',
    sum: 'h1:lqVmgXI3YhhAMy77F1RvTvlKb/dL8/xQYIL7kC3jpJc=',
    package: '.',
    kind: 'program',
    flags: '-X github.com/vmware-tanzu/sonobuoy/pkg/buildinfo.Version=v0.57.2',
    go: '1.21',
    asks: ['version', '--short'],
    minutes: 2,
    megabytes: 52,
  },
  {
    name: 'hydrophone',
    version: 'v0.7.0',
    module: 'sigs.k8s.io/hydrophone',
    moduleVersion: 'v0.7.0',
    sum: 'h1:BKEb8m6mcVL6kFEZ4jUCk5VD81bqm2XPtNxFT52ifxc=',
    package: '.',
    kind: 'program',
    flags: '',
    go: '1.24.0',
    minutes: 2,
    megabytes: 50,
  },
  {
    name: 'e2e.test',
    version: KUBERNETES,
    kubernetes: [KUBERNETES],
    module: 'k8s.io/kubernetes',
    moduleVersion: KUBERNETES,
    sum: 'h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=',
    siblings: 'f8c671fa1c217be6d9378f1e9ad5e702d0638562b9fd3f5e92ff5ce5187c0a11',
    package: './test/e2e',
    kind: 'test',
    flags: kubernetesFlags(KUBERNETES),
    go: '1.24.0',
    asks: ['--version'],
    minutes: 8,
    megabytes: 128,
  },
  {
    name: 'ginkgo',
    version: 'v2.21.0',
    kubernetes: [KUBERNETES],
    module: 'github.com/onsi/ginkgo/v2',
    moduleVersion: 'v2.21.0',
    sum: 'h1:7rg/4f3rB88pb5obDgNZrNHrQ4e6WpjonchcpuBRnZM=',
    package: './ginkgo',
    kind: 'program',
    flags: '',
    go: '1.22.0',
    asks: ['version'],
    minutes: 1,
    megabytes: 16,
  },
];

/** What a program of Kubernetes says of itself when it is asked for its version; without it, v0.0.0. */
function kubernetesFlags(version: string): string {
  const minor = /^v1\.(\d+)/.exec(version)?.[1] ?? '';
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']
    .flatMap((at) => [
      `-X ${at}.gitVersion=${version}`,
      `-X ${at}.gitMajor=1`,
      `-X ${at}.gitMinor=${minor}`,
      `-X ${at}.gitTreeState=clean`,
    ])
    .join(' ');
}

/** The pinned versions of a program, newest first; of one that belongs to a Kubernetes, those that fit the given version. */
export function pinsOf(name: ProgramName, kubernetes?: string): readonly Pin[] {
  return PINS.filter(
    (pin) =>
      pin.name === name &&
      (pin.kubernetes === undefined ||
        kubernetes === undefined ||
        pin.kubernetes.some((own) => minorOf(own) === minorOf(kubernetes))),
  );
}

/**
 * Why a program of one version of Kubernetes cannot test a cluster of another; undefined when it can. The tests belong to a minor
 * version: others ask for what is not there yet, or not any more.
 */
export function unfit(name: ProgramName, own: string, cluster: string): string | undefined {
  if (minorOf(own) !== undefined && minorOf(own) === minorOf(cluster)) return undefined;
  return `${name} is of Kubernetes ${own}, and the cluster of ${cluster}: their minor versions must be the same`;
}

/** `1.34` of `v1.34.4`, with or without what a distribution adds. */
function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)/.exec(version)?.[1];
}
