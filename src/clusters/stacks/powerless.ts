import * as z from 'zod';
import { journalled } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { connect } from '../../openstack/connect.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { CONTROLLER_CLOUD } from './cloudTexts.ts';
import type { DownContext } from './downContext.ts';
import { IMAGE, OPENSTACK_CLUSTER, OPENSTACK_MACHINE, OPENSTACK_SERVER, SECRET } from './kinds.ts';

const CloudSecret = z.looseObject({ data: z.looseObject({ 'clouds.yaml': z.string() }) });
const Clouds = z.looseObject({
  clouds: z.looseObject({
    [CONTROLLER_CLOUD]: z.looseObject({
      auth: z.looseObject({ application_credential_id: z.string(), application_credential_secret: z.string() }),
    }),
  }),
});

/**
 * True when Keystone does not accept the credential that a cluster's controllers work with, so that they can let go of nothing: it
 * was taken from them, or went with a clean-up that they knew nothing of. Tried, not looked up: nobody sees another user's.
 * False where Keystone cannot be asked. @throws KubeError; the signal's reason
 */
export async function isPowerless(management: Kube, context: DownContext): Promise<boolean> {
  const { cluster, session, redactor } = context;
  const kept = await management.get(SECRET, { name: CONTROLLER_CLOUD, namespace: cluster });
  const read = CloudSecret.safeParse(kept);
  if (!read.success) return false;
  // As we wrote it: JSON.
  const text = Buffer.from(read.data.data['clouds.yaml'], 'base64').toString();
  const { auth } = Clouds.parse(JSON.parse(text)).clouds[CONTROLLER_CLOUD];
  const secret = redactor.secret(auth.application_credential_secret);
  const credential = { type: 'applicationCredential', id: auth.application_credential_id, secret } as const;
  try {
    await connect({ ...session.config, auth: credential }, context);
    return false;
  } catch (error) {
    context.signal.throwIfAborted();
    return error instanceof CloudError && error.verdict === 'unauthorised';
  }
}

/** Lets go, in the controllers' stead, of the cluster's objects that stand for things in the cloud. What is left there is cleaned by its texts. */
export async function releaseFinalizers(management: Kube, { cluster, journal }: DownContext): Promise<void> {
  const deeds = journalled(management, cluster, 'management', journal);
  for (const kind of [OPENSTACK_SERVER, OPENSTACK_MACHINE, OPENSTACK_CLUSTER, IMAGE])
    for (const { metadata } of await management.list(kind, { namespace: cluster }))
      if (metadata.deletionTimestamp !== undefined)
        await deeds.patch(kind, { name: metadata.name, namespace: cluster }, { metadata: { finalizers: null } });
}
