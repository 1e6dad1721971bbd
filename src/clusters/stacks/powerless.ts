import * as z from 'zod';
import { journalled } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { list } from '../../openstack/list.ts';
import { CONTROLLER_CLOUD } from './cloudTexts.ts';
import type { DownContext } from './downContext.ts';
import { IMAGE, OPENSTACK_CLUSTER, OPENSTACK_MACHINE, OPENSTACK_SERVER, SECRET } from './kinds.ts';

const CloudSecret = z.looseObject({ data: z.looseObject({ 'clouds.yaml': z.string() }) });
const Clouds = z.looseObject({
  clouds: z.looseObject({
    [CONTROLLER_CLOUD]: z.looseObject({ auth: z.looseObject({ application_credential_id: z.string() }) }),
  }),
});

/**
 * True when the credential that a cluster's controllers work with is there no more, so that they can let go of nothing: it
 * was taken from them, or went with a clean-up that they knew nothing of.
 */
export async function isPowerless(management: Kube, { cluster, session, signal }: DownContext): Promise<boolean> {
  const secret = await management.get(SECRET, { name: CONTROLLER_CLOUD, namespace: cluster });
  const read = CloudSecret.safeParse(secret);
  if (!read.success) return false;
  // As we wrote it: JSON.
  const text = Buffer.from(read.data.data['clouds.yaml'], 'base64').toString();
  const id = Clouds.parse(JSON.parse(text)).clouds[CONTROLLER_CLOUD].auth.application_credential_id;
  const all = await list(session, 'applicationCredential', { signal });
  return !all.some((one) => one.id === id);
}

/** Lets go, in the controllers' stead, of the cluster's objects that stand for things in the cloud. What is left there is cleaned by its texts. */
export async function releaseFinalizers(management: Kube, { cluster, journal }: DownContext): Promise<void> {
  const deeds = journalled(management, cluster, 'management', journal);
  for (const kind of [OPENSTACK_SERVER, OPENSTACK_MACHINE, OPENSTACK_CLUSTER, IMAGE])
    for (const { metadata } of await management.list(kind, { namespace: cluster }))
      if (metadata.deletionTimestamp !== undefined)
        await deeds.patch(kind, { name: metadata.name, namespace: cluster }, { metadata: { finalizers: null } });
}
