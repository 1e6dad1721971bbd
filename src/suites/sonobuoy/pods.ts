import type { Kube } from '../../kubernetes/kube.ts';
import { PODS } from '../e2e/kinds.ts';
import { readPod, type Pod } from '../e2e/pod.ts';
import { troubleOf } from './turn.ts';

/** The pods of a run, by the labels that Sonobuoy gives them (vmware-tanzu/sonobuoy, pkg/plugin/driver/job/job.go). */
export interface Pods {
  readonly aggregator: Pod | undefined;
  /** That of the e2e plugin. */
  readonly tests: Pod | undefined;
  readonly all: readonly Pod[];
}

/** Undefined: the API did not say. */
export async function podsOf(kube: Kube, namespace: string): Promise<Pods | undefined> {
  try {
    const all = (await kube.list(PODS, { namespace })).map((object) => ({
      labels: object.metadata.labels ?? {},
      pod: readPod(object),
    }));
    const labelled = (label: string, value: string): Pod | undefined =>
      all.find(({ labels }) => labels[label] === value)?.pod;
    return {
      aggregator: labelled('sonobuoy-component', 'aggregator'),
      tests: labelled('sonobuoy-plugin', 'e2e'),
      all: all.map(({ pod }) => pod),
    };
  } catch {
    return undefined;
  }
}

/** What keeps the pods of a run from running, a sentence each. Pure. */
export function troublesOf(pods: Pods | undefined): readonly string[] {
  return (pods?.all ?? []).flatMap((pod) => {
    const trouble = troubleOf(pod) ?? (pod.over ? `its phase is ${pod.phase}` : undefined);
    return trouble === undefined ? [] : [`pod ${pod.name}: ${trouble}`];
  });
}
