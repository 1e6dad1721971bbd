import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';
import type { Runner } from './objects.ts';

const Container = z.array(z.object({ image: z.string().default('') })).default([]);

const PodSpec = z.object({
  volumes: z
    .array(
      z.object({
        name: z.string(),
        persistentVolumeClaim: z.object({ claimName: z.string() }).nullish(),
        ephemeral: z.unknown().optional(),
      }),
    )
    .nullish()
    .transform((volumes) => volumes ?? []),
  containers: Container,
  initContainers: Container,
});

const Template = z.object({ spec: PodSpec });

const WorkloadSpec = z.object({
  template: Template.optional(),
  jobTemplate: z.object({ spec: z.object({ template: Template }) }).optional(),
  volumeClaimTemplates: z.array(z.object({ metadata: z.object({ name: z.string() }) })).default([]),
});

/** The claims that pods of this object mount, and the images they run. A generic ephemeral volume is a claim called after its pod. */
export function podSpecOf(kind: Runner['kind'], object: KubeObject): Pick<Runner, 'claims' | 'templates' | 'images'> {
  const workload = WorkloadSpec.parse(kind === 'pod' ? {} : (object.spec ?? {}));
  const template = workload.template ?? workload.jobTemplate?.spec.template;
  const pod = kind === 'pod' ? PodSpec.parse(object.spec ?? {}) : template?.spec;
  const volumes = pod?.volumes ?? [];
  const ephemeral = volumes.filter((volume) => volume.ephemeral !== undefined && volume.ephemeral !== null);
  const names = kind === 'pod' ? ephemeral.map((volume) => `${object.metadata.name}-${volume.name}`) : [];
  return {
    claims: [...volumes.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []), ...names],
    templates: [
      ...workload.volumeClaimTemplates.map((claim) => claim.metadata.name),
      ...(kind === 'pod' ? [] : ephemeral.map((volume) => volume.name)),
    ],
    images: [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].map((container) => container.image),
  };
}
