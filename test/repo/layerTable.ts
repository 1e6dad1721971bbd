/** The tiers of docs/design.md §4, top first. A file may import its own room and rooms of lower tiers, nothing else. */
export const TIERS: readonly (readonly string[])[] = [
  ['main'],
  ['cli'],
  ['runner'],
  ['admission', 'forceclean', 'clusters', 'suites', 'diagnostics', 'report', 'zuul'],
  ['openstack', 'kubernetes', 'programs'],
  ['creators', 'stacks', 'config'],
  ['io'],
  ['model'],
];

/** Rooms of the design that are not built yet. */
export const PLANNED: readonly string[] = [];

/** The room outside the tiers: it shares no type with the rest, and one file may start it. */
export const SIM = { room: 'sim', importer: 'cli/demo.ts' };

/** Packages with few doors: the only files, or rooms, that may import them; none for what nobody may. */
export const DOORS: readonly { readonly package: string; readonly doors: readonly string[] }[] = [
  { package: 'got', doors: ['openstack/http.ts', 'kubernetes/http.ts', 'zuul/http.ts'] },
  { package: 'execa', doors: ['io/command.ts', 'io/commitMessage.ts', 'io/companion.ts'] },
  { package: 'js-yaml', doors: ['io/yaml.ts', 'config/lines.ts'] },
  { package: 'modern-tar', doors: ['io/archive.ts'] },
  { package: 'pino', doors: ['io/logFile.ts'] },
  { package: 'saxes', doors: ['suites/'] },
  { package: 'yargs', doors: ['cli/'] },
  { package: 'node:child_process', doors: ['io/detached.ts'] },
];

/**
 * Rooms, or parts of rooms, that decide: synchronous, no clock, no randomness, no input or output. The files named as
 * deeds act instead; a new file is a decision until it is named here.
 */
export const DECISIONS: readonly { readonly below: string; readonly deeds: readonly string[] }[] = [
  { below: 'model/', deeds: [] },
  { below: 'creators/', deeds: [] },
  { below: 'stacks/', deeds: [] },
  { below: 'admission/', deeds: [] },
  {
    below: 'forceclean/',
    deeds: ['apply.ts', 'blame.ts', 'carryOut.ts', 'clean.ts', 'pace.ts', 'routesFirst.ts', 'send.ts', 'watch.ts'],
  },
  {
    below: 'clusters/footprint/',
    deeds: ['draw.ts', 'effect.ts', 'make.ts', 'progress.ts', 'provisioner.ts', 'turns.ts'],
  },
  { below: 'clusters/drain/', deeds: ['carryOut.ts', 'drain.ts', 'prove.ts', 'silence.ts', 'survey.ts'] },
  { below: 'clusters/existing/', deeds: ['provisioner.ts', 'existing.ts'] },
  { below: 'clusters/sightings.ts', deeds: [] },
  { below: 'clusters/nodes.ts', deeds: [] },
  { below: 'clusters/ownNames.ts', deeds: [] },
  {
    below: 'clusters/stacks/',
    deeds: [
      'down.ts',
      'letGoOfImages.ts',
      'login.ts',
      'powerless.ts',
      'provisioner.ts',
      'site.ts',
      'stackFolder.ts',
      'up.ts',
      'watch.ts',
      'whereStands.ts',
      'workload.ts',
    ],
  },
  {
    below: 'suites/',
    deeds: [
      'command.ts',
      'conformance.ts',
      'e2e/limit.ts',
      'e2e/rightsFirst.ts',
      'e2e/takeAway.ts',
      'e2e/tidy.ts',
      'ginkgo/carryOut.ts',
      'ginkgo/demanded.ts',
      'ginkgo/runner.ts',
      'hydrophone/attempt.ts',
      'hydrophone/clean.ts',
      'hydrophone/listen.ts',
      'hydrophone/ownKubeconfig.ts',
      'hydrophone/results.ts',
      'hydrophone/runner.ts',
      'hydrophone/work.ts',
      'infrastructure.ts',
      'lateAnswer.ts',
      'observe.ts',
      'readKnown.ts',
      'readRedacted.ts',
      'sonobuoy/carryOut.ts',
      'sonobuoy/clean.ts',
      'sonobuoy/commands.ts',
      'sonobuoy/pods.ts',
      'sonobuoy/retrieve.ts',
      'sonobuoy/runner.ts',
      'sonobuoy/tarball.ts',
      'sonobuoy/watch.ts',
    ],
  },
  { below: 'diagnostics/', deeds: ['cloud.ts', 'kube.ts', 'shelf.ts'] },
  { below: 'report/', deeds: ['console.ts', 'multiplex.ts', 'write.ts'] },
  { below: 'zuul/', deeds: ['http.ts'] },
  { below: 'runner/judge.ts', deeds: [] },
  { below: 'runner/doctorJudge.ts', deeds: [] },
  { below: 'runner/neighbourKnowledge.ts', deeds: [] },
  { below: 'runner/status', deeds: ['.ts', 'Read.ts'] },
  { below: 'runner/sweep', deeds: ['.ts', 'Look.ts', 'Books.ts', 'Out.ts'] },
  { below: 'openstack/cloudError.ts', deeds: [] },
  {
    below: 'kubernetes/',
    deeds: [
      'discovery.ts',
      'follow.ts',
      'http.ts',
      'journalled.ts',
      'kube.ts',
      'kubeconfig.ts',
      'open.ts',
      'proxy.ts',
      'request.ts',
    ],
  },
  { below: 'programs/', deeds: ['compiler.ts', 'find.ts', 'goCommand.ts', 'make.ts', 'workFolder.ts'] },
  { below: 'config/breaches.ts', deeds: [] },
  { below: 'config/fields.ts', deeds: [] },
  { below: 'config/freeze.ts', deeds: [] },
  { below: 'config/lines.ts', deeds: [] },
  { below: 'config/suiteName.ts', deeds: [] },
  { below: 'io/yaml.ts', deeds: [] },
];

/** What a decision may take from outside, name by name. */
export const PURE_PACKAGES: Readonly<Record<string, RegExp>> = {
  'js-yaml': /./,
  zod: /./,
  saxes: /./,
  'node:path': /./,
  'node:crypto': /^\{ createHash \} from $/,
  'node:net': /^\{ BlockList, isIP \} from $/,
};

/** Texts that show a clock, chance, waiting, or the outside world. */
export const IMPURE: readonly { readonly pattern: RegExp; readonly is: string }[] = [
  { pattern: /\b(async|await)\b|\bPromise\.|\bnew Promise\b|\.then\(/, is: 'waits' },
  { pattern: /\bDate\.now\b|\bnew Date\(\)|\bperformance\./, is: 'reads a clock' },
  { pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, is: 'draws at random' },
  { pattern: /\bprocess\.|\bconsole\.|\bfetch\(|\bset(Timeout|Interval|Immediate)\(/, is: 'touches the outside world' },
];
