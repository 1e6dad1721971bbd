/** Kinds of which tests make objects in a cluster beside those of a namespace, as kubectl names them. */
export const KINDS = [
  'clusterrole',
  'validatingwebhookconfiguration',
  'crd',
  'persistentvolume',
  'priorityclass',
  'namespace',
];

/** One object of each of these kinds. Those of a name have it in theirs. */
export function oneOfEach(name: string): readonly object[] {
  const object = (apiVersion: string, kind: string, fields: object, called = name): object => ({
    apiVersion,
    kind,
    metadata: { name: called },
    ...fields,
  });
  const group = `${name}.example.org`;
  // Nothing that anybody makes comes by it. An object without a field would have no maker.
  const webhook = {
    name: `hook.${group}`,
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    clientConfig: { url: 'https://127.0.0.1/none' },
    rules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE'], resources: ['none'] }],
  };
  const schema = { openAPIV3Schema: { type: 'object' } };
  return [
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      rules: [{ apiGroups: [group], resources: ['things'], verbs: ['get'] }],
    }),
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [webhook] }),
    object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {
        spec: {
          group,
          names: { plural: 'things', kind: 'Thing' },
          scope: 'Cluster',
          versions: [{ name: 'v1', served: true, storage: true, schema }],
        },
      },
      `things.${group}`,
    ),
    object('v1', 'PersistentVolume', {
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/none' } },
    }),
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }),
    object('v1', 'Namespace', {}),
  ];
}
