import { TroikaError } from '../../model/error.ts';
import { thingsOf, type Survey } from '../drain/objects.ts';

/**
 * Uids of everything that stood in a cluster before it was given to us, sorted. A drain leaves it alone. Pure.
 * @throws TroikaError refused where a kind could not be read: what is not known to have stood before might be deleted later
 */
export function beforeOf(standing: Survey): readonly string[] {
  const [gap] = standing.gaps;
  if (gap !== undefined) {
    throw new TroikaError('refused', `what stands in the cluster is not known: ${gap.kind} ${gap.why}`, {
      hint: 'Without that nothing could be told from what the suites make. Give the user of the kubeconfig the right to list it.',
    });
  }
  return thingsOf(standing)
    .map(({ uid }) => uid)
    .sort();
}
