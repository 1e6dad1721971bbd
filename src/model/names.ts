/** RFC 4648's base32 alphabet in lower case: all of it may stand in a DNS label. */
export const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const RUN = /^[a-z2-7]{9}$/;
const CLUSTER = /^t[a-z2-7]{10}$/;
/** V1's default cluster name (k8s-cluster-api-provider terraform/variables.tf), which happens to have our form. */
const V1_DEFAULT = 'testcluster';

/** True for the nine characters of a run's id. */
export function isRunId(text: string): boolean {
  return RUN.test(text);
}

/** True for a name `C` that Troika gave: unique to one cluster of one run. */
export function isRunUnique(cluster: string): boolean {
  return CLUSTER.test(cluster) && cluster !== V1_DEFAULT;
}

/**
 * True for a name that a run drew and that is no word: runs draw ids with a digit in them, and words have none. Who acts
 * on nothing but the form of a name asks for this one; a person's cluster may well be called `translation`.
 */
export function isDrawn(cluster: string): boolean {
  return isRunUnique(cluster) && hasDigit(cluster.slice(1, 10));
}

/** True for a text with one of base32's digits in it. */
export function hasDigit(text: string): boolean {
  return /[2-7]/.test(text);
}

/**
 * The name `C` of a run's cluster: `t`, the run's nine characters, one for the cluster.
 * @param index 0 to 31
 */
export function clusterName(runId: string, index: number): string {
  const letter = BASE32[index];
  if (!isRunId(runId) || letter === undefined) throw new RangeError(`no cluster name for run ${runId}, index ${index}`);
  return `t${runId}${letter}`;
}

/** Names of the form that runs give which stand in a text, each between characters that end a word in every creator's texts. */
export function runNamesIn(text: string): readonly string[] {
  return (text.match(RUN_NAME) ?? []).filter(isRunUnique);
}

const RUN_NAME = /(?<![A-Za-z0-9])t[a-z2-7]{10}(?![A-Za-z0-9])/g;

/** The run id inside a run-unique cluster name. */
export function runOf(cluster: string): string | undefined {
  return isRunUnique(cluster) ? cluster.slice(1, 10) : undefined;
}

/** Names the kubeconfig of a management cluster, where the configuration names none, and for those who clean up after somebody else. */
export const MANAGEMENT_VARIABLE = 'TROIKA_MANAGEMENT_KUBECONFIG';
