import { resolve } from 'node:path';
import { userMark } from '../../admission/ticket.ts';
import { serversIn, type KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { says } from '../../model/error.ts';
import { MANAGEMENT_VARIABLE } from '../../model/names.ts';
import { credentialTexts } from '../../creators/runMarks.ts';
import { findApplicationCredential } from '../../openstack/applicationCredential.ts';
import { remove } from '../../openstack/remove.ts';
import { byControllers, type ControllerContext, type ControllerTools } from './byControllers.ts';
import type { Silenced, WardenTools } from './wardenTools.ts';

/** What a ticket says of a cluster that nothing goes on reconciling. */
export const NO_CONTROLLERS = 'none';

/** So long services accept a token that they have seen, though its credential is gone (keystonemiddleware, token_cache_time). */
const TOKEN_MEMORY_MS = 300_000;

const OF_ANOTHER = 'their credential is of another user, who alone can take it away';

const SILENT: Silenced = { echoMs: 0 };

/** See WardenTools. */
export type Silence = WardenTools['silence'];

/**
 * Ends what goes on reconciling a dead run's cluster, before it is cleaned: otherwise it would make again what is removed.
 * On its management cluster, where a kubeconfig of that one is at hand, the cluster is drained and taken down by its own
 * controllers. Else the credential that they work with is taken from them, where the cluster has one of its own.
 */
export function silencer({ kubeconfigs, contextOf }: ControllerTools): Silence {
  return async ({ cluster, controllers, credentialOf }, signal, cleanMeanwhile) => {
    if (controllers === NO_CONTROLLERS) return SILENT;
    const context = contextOf(cluster, signal);
    const target = await managementAt(controllers, kubeconfigs);
    if (target !== undefined) {
      const taken = await byControllers(target, context, cleanMeanwhile);
      if (taken.done) return SILENT;
    }
    const kept = await revoked(context, credentialOf);
    if (kept === undefined) {
      const told = `its controllers can log in no more; what stands of it at ${controllers} goes when ${MANAGEMENT_VARIABLE} leads there: forceclean --cluster ${cluster} --yes`;
      await context.journal.write({ type: 'warden', victim: cluster, holder: '', slot: 0, says: told });
      return { echoMs: TOKEN_MEMORY_MS };
    }
    // The remedy first: a ticket keeps no more than the beginning.
    const remedy =
      target === undefined
        ? `set ${MANAGEMENT_VARIABLE} to a kubeconfig of their API, or delete the Cluster there`
        : 'delete the Cluster there, and see why it does not go';
    return { hindrance: `${remedy}; they run at ${controllers}, Cluster ${cluster} in namespace ${cluster}; ${kept}` };
  };
}

/** The context of one of these kubeconfigs that leads to this server. */
async function managementAt(server: string, kubeconfigs: readonly string[]): Promise<KubeTarget | undefined> {
  for (const kubeconfig of kubeconfigs) {
    const found = (await serversIn(resolve(kubeconfig)).catch(() => [])).find((one) => one.server === server);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @param credentialOf see TicketText
 * @returns why the controllers can still log in; undefined when they cannot any more
 */
async function revoked(
  { session, cluster, journal, signal }: ControllerContext,
  credentialOf: string | undefined,
): Promise<string | undefined> {
  try {
    const { name, description } = credentialTexts(cluster);
    const own = await findApplicationCredential(session, name, signal);
    if (own === undefined || own.description !== description) {
      if (credentialOf === undefined) return 'they have no credential of their own that could be taken from them';
      // One that is our own user's, and not in the list, was taken away before: perhaps by a warden that did not come to its end.
      return credentialOf === userMark(session.userId) ? undefined : OF_ANOTHER;
    }
    const about = { cluster, kind: own.kind, id: own.id } as const;
    const intent = `${cluster}/silence`;
    await journal.write({ type: 'intent', intent, do: 'delete', name, ...about });
    const { result, says: said } = await remove(session, own, { signal });
    const ok = result === 'accepted' || result === 'gone';
    await journal.write({ type: 'outcome', intent, ok, says: said, ...about });
    return ok ? undefined : `their credential cannot be taken from them: ${said}`;
  } catch (error) {
    signal.throwIfAborted();
    return `their credential cannot be taken from them: ${says(error)}`;
  }
}
