import { resolve } from 'node:path';
import type { SonobuoySpec } from '../../config/sonobuoySpec.ts';
import { quoted } from '../e2e/quoted.ts';

/** Which cluster, and where in it. */
export interface Place {
  readonly kubeconfig: string;
  readonly context: string | undefined;
  readonly namespace: string;
}

/** How long before our own limit the aggregator gives up: it then still packs what there is. */
const EARLIER = 300;

/**
 * The arguments that start a run. Never `--wait`: that ends at the first error of a status (zuul.md; vmware-tanzu/sonobuoy,
 * pkg/client/run.go). Pure.
 * @param cwd what paths are relative to @param only exactly these tests, instead of what the configuration selects
 */
export function startArgs(spec: SonobuoySpec, place: Place, cwd: string, only?: readonly string[]): readonly string[] {
  const flag = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`--${name}=${value}`];
  const file = (path: string | undefined): string | undefined => (path === undefined ? undefined : resolve(cwd, path));
  return [
    'run',
    ...placeArgs(place),
    `--timeout=${Math.max(60, spec.timeoutSeconds - EARLIER)}`,
    ...selection(spec, only),
    ...spec.plugins.map((plugin) => `--plugin=${pluginArg(plugin, cwd)}`),
    ...Object.entries(spec.pluginEnv).map(([name, value]) => `--plugin-env=${name}=${value}`),
    ...Object.entries(spec.pluginImages).map(([plugin, image]) => `--plugin-image=${plugin}:${image}`),
    ...flag('kubernetes-version', spec.kubernetesVersion),
    ...flag('sonobuoy-image', spec.sonobuoyImage),
    ...flag('image-pull-policy', spec.imagePullPolicy),
    ...(spec.imagePullPolicy === undefined ? [] : ['--force-image-pull-policy']),
    ...flag('e2e-repo', spec.testRegistry),
    ...flag('e2e-repo-config', file(spec.testRegistries)),
    ...flag('e2e-docker-config-file', file(spec.dockerConfig)),
    ...spec.skipPreflight.map((check) => `--skip-preflight=${check}`),
  ];
}

/** Which cluster and namespace, for all commands. */
export function placeArgs({ kubeconfig, context, namespace }: Place): readonly string[] {
  return [
    `--namespace=${namespace}`,
    `--kubeconfig=${kubeconfig}`,
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
}

/** A focus without a skip would get Sonobuoy's default skip, of disruptive tests. */
function selection({ mode, focus, skip }: SonobuoySpec, only: readonly string[] | undefined): readonly string[] {
  if (only !== undefined) return [`--e2e-focus=${exactly(only)}`, '--e2e-skip='];
  if (focus === undefined && skip === undefined) return [`--mode=${mode ?? 'certified-conformance'}`];
  return [`--e2e-focus=${focus ?? CONFORMANCE}`, `--e2e-skip=${skip ?? ''}`];
}

const CONFORMANCE = String.raw`\[Conformance\]`;

/**
 * A regular expression of Go for exactly these names: Ginkgo has the name of the suite before each. A quote in an argument would not
 * survive the image's shell, so that any character may stand in its place (vmware-tanzu/sonobuoy, cmd/sonobuoy/app/modes.go, genLiteSkips).
 */
export function exactly(names: readonly string[]): string {
  return `(${names.map((name) => quoted(name).replaceAll(/["'`]/g, '.')).join('|')})$`;
}

/** Files are meant from where Troika was started; Sonobuoy runs elsewhere. */
function pluginArg(plugin: string, cwd: string): string {
  return /^[\w-]+$/.test(plugin) || /^https?:/.test(plugin) ? plugin : resolve(cwd, plugin);
}

/** The files that a configuration names, absolute. */
export function filesOf(spec: SonobuoySpec, cwd: string): readonly string[] {
  const plugins = spec.plugins.filter((plugin) => pluginArg(plugin, cwd) !== plugin);
  const named = [...plugins, spec.testRegistries, spec.dockerConfig];
  return named.flatMap((path) => (path === undefined ? [] : [resolve(cwd, path)]));
}
