import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** What an Image says that is of use here (k-orc/openstack-resource-controller api/v1alpha1). */
const Image = z.looseObject({
  spec: z.looseObject({
    managementPolicy: z.string().default('managed'),
    managedOptions: z.looseObject({ onDelete: z.string().default('delete') }).default({ onDelete: 'delete' }),
  }),
  status: z.looseObject({ id: z.string().exactOptional() }).default({}),
});

/** Whether the image in the cloud goes with its object. Pure. */
export function deletesItsImage(object: KubeObject): boolean {
  const { managementPolicy, managedOptions } = Image.parse(object).spec;
  return managementPolicy === 'managed' && managedOptions.onDelete === 'delete';
}

/** Pure. */
export function saysKept(object: KubeObject): string {
  const { id } = Image.parse(object).status;
  const which = id === undefined ? '' : ` (${id})`;
  return `the image of Image ${object.metadata.name}${which} stays in the cloud: others may boot from it`;
}
