import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** kubernetes/cloud-provider service/helpers/helper.go:45; only a cloud controller manager writes it. */
export const CLEANUP_FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

const Fields = z.record(z.string(), z.unknown()).default({});

const Managed = z.object({
  managedFields: z
    .array(
      z.object({
        manager: z.string().default(''),
        fieldsV1: z
          .object({ 'f:metadata': z.object({ 'f:annotations': Fields, 'f:finalizers': Fields }).optional() })
          .optional(),
      }),
    )
    .default([]),
});

/**
 * True when an annotation of a Service was written by whoever wrote its finalizer, which is the cloud controller manager.
 * An id that a person writes there lends a load balancer to the Service: the API server keeps that person as the
 * annotation's manager, since the controller only writes the same value again. Without managed fields nobody knows. Pure.
 */
export function wroteItself(service: KubeObject, annotation: string): boolean {
  const managers = Managed.parse(service.metadata).managedFields;
  const writersOf = (part: 'f:annotations' | 'f:finalizers', field: string): readonly string[] =>
    managers.filter((one) => one.fieldsV1?.['f:metadata']?.[part][field] !== undefined).map((one) => one.manager);
  const controllers = writersOf('f:finalizers', `v:"${CLEANUP_FINALIZER}"`);
  const writers = writersOf('f:annotations', `f:${annotation}`);
  return writers.length > 0 && writers.every((writer) => controllers.includes(writer));
}
