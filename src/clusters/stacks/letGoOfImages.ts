import { journalled } from '../../kubernetes/journalled.ts';
import type { Kube, KubeObject } from '../../kubernetes/kube.ts';
import type { DownContext } from './downContext.ts';
import { deletesItsImage, saysKept } from './images.ts';
import { IMAGE } from './kinds.ts';
import { isPowerless, releaseFinalizers } from './powerless.ts';

const LOOK_MS = 1000;

/** So long the controller may take to let go of all Images. */
const PATIENCE_MS = 45_000;

/**
 * Removes the Image objects from the namespace of a cluster before that goes, and leaves the images in the cloud. Of what
 * it manages, the OpenStack resource controller deletes the image too, although it may have found it by its name alone,
 * and others boot from it (k-orc/openstack-resource-controller internal/controllers/generic/actuator.go).
 * @returns what is stuck; undefined when no Image is left
 */
export async function letGoOfImages(management: Kube, context: DownContext): Promise<string | undefined> {
  const { cluster, journal, clock, signal } = context;
  const deeds = journalled(management, cluster, 'management', journal);
  const standing = (): Promise<readonly KubeObject[]> => management.list(IMAGE, { namespace: cluster });
  for (const object of await standing()) {
    const { name, uid } = object.metadata;
    const ref = { name, namespace: cluster };
    if (deletesItsImage(object)) await deeds.patch(IMAGE, ref, { spec: { managedOptions: { onDelete: 'detach' } } });
    await journal.write({ type: 'progress', cluster, phase: 'down', done: 0, total: 0, says: saysKept(object) });
    await deeds.remove(IMAGE, ref, { uid });
  }
  const begunAt = clock.monotonic();
  for (let released = false; ;) {
    const [first] = await standing();
    if (first === undefined) return undefined;
    if (clock.monotonic() - begunAt > PATIENCE_MS) {
      if (released || !(await isPowerless(management, context)))
        return `stuck: Image ${first.metadata.name} of ${cluster} waits for the OpenStack resource controller`;
      await releaseFinalizers(management, context);
      released = true;
    }
    await clock.sleep(LOOK_MS, signal);
  }
}
