import * as z from 'zod';
import { conformanceFields } from './conformanceFields.ts';
import { dnsLabel, duration, strict } from './fields.ts';
import type { Frozen } from './freeze.ts';

/** Hydrophone takes them in this form only, splits its flags at commas, and its container splits what it gets at spaces. */
const flags = (ours: RegExp) =>
  z
    .array(
      z
        .string()
        .regex(/^--[a-z][a-z0-9.-]*=[^\s,]+$/, 'write it as --name=value, without commas and spaces')
        .refine((flag) => !ours.test(flag), 'is said by Troika itself'),
    )
    .default([]);

const text = () => z.string().min(1);

const hydrophone = strict({
  suite: z.literal('hydrophone').describe("Runs Kubernetes' own tests in the cluster with hydrophone."),
  ...conformanceFields('hydrophone', '4h'),
  parallel: z.int().min(1).max(64).default(1).describe('How many tests may run at once.'),
  conformanceImage: text()
    .exactOptional()
    .describe("The image with the tests. Without it registry.k8s.io/conformance of the cluster's version."),
  busyboxImage: text().exactOptional().describe('The image that the results are fetched through.'),
  testRepo: text().exactOptional().describe('A registry that the images of the tests are pulled from.'),
  testRepoList: text()
    .exactOptional()
    .describe('A YAML file with a registry for each of theirs, from where Troika is started.'),
  startupTimeout: duration().prefault('5m').describe('How long the pod with the tests may take to start.'),
  namespace: dnsLabel()
    .exactOptional()
    .describe('The namespace that it makes, and takes away. Without it one of a name of its own.'),
  skipPreflight: z
    .boolean()
    .default(false)
    .describe('The namespace may be there before. Hydrophone takes it away all the same when its tests have ended.'),
  extraArgs: flags(/^--(kubeconfig|provider|report-dir|repo-root|disable-log-dump)=/).describe(
    'Further flags of the tests, such as --allowed-not-ready-nodes=1.',
  ),
  extraGinkgoArgs: flags(/^--(focus|skip|procs|nodes|no-color|v|vv|dry-run|timeout)=/).describe(
    'Further flags of Ginkgo, such as --flake-attempts=2.',
  ),
});

/** Its fields, for the rule between them. */
export const hydrophoneShape = hydrophone.shape;

export const hydrophoneSuite = hydrophone.transform(({ timeout, startupTimeout, ...suite }) => ({
  ...suite,
  timeoutSeconds: timeout,
  startupSeconds: startupTimeout,
}));

export type HydrophoneSpec = Frozen<z.output<typeof hydrophoneSuite>>;
