import type { TakenDown } from '../clusters/provisioner.ts';

/**
 * Lets a cluster's own controllers take it down. What hinders them, such as a load balancer on their network that nobody
 * removes, is cleaned away before they are asked again; their credentials stay meanwhile.
 * @param again the second time: what could be drained is drained
 */
export async function letTakeDown(
  takeDown: (again: boolean) => Promise<TakenDown>,
  cleanMeanwhile: () => Promise<unknown>,
): Promise<TakenDown> {
  const first = await takeDown(false);
  if (first.done) return first;
  await cleanMeanwhile();
  return takeDown(true);
}
