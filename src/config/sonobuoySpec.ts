import * as z from 'zod';
import { conformanceFields } from './conformanceFields.ts';
import { duration, strict } from './fields.ts';
import type { Frozen } from './freeze.ts';

/** Sonobuoy's own selections of tests (vmware-tanzu/sonobuoy, cmd/sonobuoy/app/modes.go). */
const MODES = ['quick', 'non-disruptive-conformance', 'certified-conformance', 'conformance-lite'] as const;

const image = (): z.ZodString =>
  z.string().regex(/^[^\s,]+$/, 'use a reference of an image, such as registry.example/e2e:v1.34.4');

const sonobuoy = strict({
  suite: z.literal('sonobuoy').describe('Runs conformance tests in the cluster by Sonobuoy, and reads its tarball.'),
  ...conformanceFields('sonobuoy', '6h'),
  mode: z
    .enum(MODES)
    .exactOptional()
    .describe('Which tests, in the words of Sonobuoy; certified-conformance unless focus or skip says it.'),
  plugins: z
    .array(z.string().min(1))
    .min(1)
    .default(['e2e'])
    .describe(
      'What Sonobuoy runs: e2e, systemd-logs, a file or an address. Where e2e is among them its tests are the result.',
    ),
  pluginEnv: z
    .record(z.string().regex(/^[^.=\s]+\.\w+$/, 'use plugin.NAME, such as e2e.E2E_EXTRA_ARGS'), z.string())
    .default({})
    .describe('Environment variables of plugins, by plugin.NAME.'),
  kubernetesVersion: z
    .string()
    .regex(/^v\d+\.\d+\.\d+\S*$/, 'use a version such as v1.34.4')
    .exactOptional()
    .describe("Version of the conformance image. Without it: the cluster's own."),
  sonobuoyImage: image().exactOptional().describe('Image of the aggregator and of the workers.'),
  pluginImages: z
    .record(z.string().min(1), image())
    .default({})
    .describe('Images of plugins, by the name of the plugin.'),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .exactOptional()
    .describe('Whether images are pulled, of plugins too. Sonobuoy: IfNotPresent.'),
  testRegistry: z
    .string()
    .regex(/^\S+$/, 'use a registry such as registry.example/k8s')
    .exactOptional()
    .describe('Registry from which all images of the tests come.'),
  testRegistries: z
    .string()
    .min(1)
    .exactOptional()
    .describe('File that names a registry for each of theirs (KUBE_TEST_REPO_LIST), from where Troika is started.'),
  dockerConfig: z
    .string()
    .min(1)
    .exactOptional()
    .describe('File with credentials for private registries of test images, from where Troika is started.'),
  skipPreflight: z
    .array(z.enum(['dnscheck', 'versioncheck']))
    .default([])
    .describe('Checks of Sonobuoy before it starts that are left out.'),
  startTimeout: duration()
    .prefault('15m')
    .describe('How long the aggregator may take to say anything, images and scheduling included.'),
});

/** The fields of a Sonobuoy suite, for the rules between them. */
export const sonobuoyShape = sonobuoy.shape;

export const sonobuoySuite = sonobuoy.transform(({ timeout, startTimeout, ...suite }) => ({
  ...suite,
  timeoutSeconds: timeout,
  startSeconds: startTimeout,
}));

export type SonobuoySpec = Frozen<z.output<typeof sonobuoySuite>>;
