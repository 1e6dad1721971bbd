import { patternOfName } from '../e2e/quoted.ts';

/** Which tests are demanded, as regular expressions of Go; each list is joined by "or". */
export interface Selection {
  readonly focus: readonly string[];
  readonly skip: readonly string[];
}

/** A part of a preset, and why it is in it. */
interface Part {
  readonly pattern: string;
  readonly because: string;
}

interface Preset {
  readonly focus: readonly Part[];
  readonly skip: readonly Part[];
}

const CONTAINERS = 'a container must run';
const VOLUMES = 'a kubelet must mount volumes';
const NETWORK = "the cluster's network must carry it";
const WEBHOOKS = 'the API server must reach a server in a pod';

/** The tests of Kubernetes (test/e2e of k8s.io/kubernetes, v1.34) that each preset demands. */
const PRESETS = {
  conformance: {
    focus: [{ pattern: String.raw`\[Conformance\]`, because: 'what makes a cluster a conformant one' }],
    skip: [],
  },
  api: {
    focus: [
      { pattern: String.raw`\[sig-api-machinery\].*\[Conformance\]`, because: 'the API itself, and its controllers' },
      {
        pattern: String.raw`(CRUD|API operations|lifecycle|list and delete|patch|status).*\[Conformance\]`,
        because: 'the life of an object of each kind, as the API shows it',
      },
    ],
    skip: [
      { pattern: 'compacted away', because: 'it waits until etcd forgets, which takes five minutes and more' },
      { pattern: 'CustomResourceFieldSelectors', because: WEBHOOKS },
      { pattern: '(Admission|Conversion)Webhook', because: WEBHOOKS },
      { pattern: 'Aggregator', because: WEBHOOKS },
      { pattern: 'Job should', because: "a Job's containers must run to their end, and fail" },
      { pattern: 'Container (Runtime|Lifecycle)', because: CONTAINERS },
      { pattern: 'Kubelet|Probing|Security Context|Sysctl', because: CONTAINERS },
      { pattern: 'InitContainer|PreStop|ephemeral', because: CONTAINERS },
      { pattern: 'Variable Expansion|Downward', because: CONTAINERS },
      { pattern: 'Pods should (run|delete|patch a pod)', because: CONTAINERS },
      { pattern: 'Kubectl', because: 'it reads what containers print' },
      { pattern: 'volume|projected', because: VOLUMES },
      { pattern: 'session affinity|DNS|proxy', because: NETWORK },
    ],
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

/** What a suite's configuration selects: a preset, or the tests of `focus`; in both cases without those of `skip`. */
export function selectionOf(spec: {
  readonly selection: PresetName;
  readonly focus?: string;
  readonly skip?: string;
}): Selection {
  const { focus, skip }: Preset = PRESETS[spec.selection];
  const further = spec.skip === undefined ? [] : [spec.skip];
  if (spec.focus !== undefined) return { focus: [spec.focus], skip: further };
  return { focus: focus.map(({ pattern }) => pattern), skip: [...skip.map(({ pattern }) => pattern), ...further] };
}

/** Exactly the tests of these names. */
export function selectionOfNames(names: readonly string[]): Selection {
  return { focus: names.map(patternOfName), skip: [] };
}
