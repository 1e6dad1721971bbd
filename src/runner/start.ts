import type { RunConfig } from '../config/config.ts';
import { commitMessage } from '../io/commitMessage.ts';
import { holderName } from '../io/holderName.ts';
import { TroikaError } from '../model/error.ts';
import { budgetOf } from '../zuul/budget.ts';
import { requestBlock } from '../zuul/fence.ts';
import { grant } from '../zuul/grant.ts';
import { attemptsOf, holderOfBuild } from '../zuul/holder.ts';
import { readRequest, type Refused, type Request } from '../zuul/request.ts';
import { watchAlive } from './abandoned.ts';
import { newRunId } from './runDirectory.ts';
import type { Interrupts, Tools } from './tools.ts';
import type { ZuulFolder } from './zuulFolder.ts';

/** What a run begins with. */
export interface Start {
  readonly config: RunConfig;
  readonly runId: string;
  /** Who holds its leases, for people. */
  readonly holder: string;
  /** See TicketText. */
  readonly attempts: string | undefined;
  readonly interrupts: Interrupts;
  /** Lets go of what was watched. */
  end(): void;
}

/** A run of a person's: by its file alone. */
export function startByHand(config: RunConfig, tools: Tools): Start {
  const { interrupts, env } = tools;
  return { config, runId: newRunId(), holder: holderName(env), attempts: undefined, interrupts, end: () => undefined };
}

/**
 * A file's configuration as a build runs it: with what the change asks for, and no longer than the job's time lets it.
 * @throws TroikaError `refused` for a request that is not granted, `broken` where too little time is left
 */
export async function configInBuild(file: RunConfig, folder: ZuulFolder, tools: Tools): Promise<RunConfig> {
  const granted = grant(file, await requestOf(file, folder, tools));
  const elapsed = Math.max(0, (tools.clock.now().getTime() - folder.beganAt) / 1000);
  const budget = budgetOf(folder.build.timeoutSeconds, elapsed, granted);
  if ('wrong' in budget)
    throw new TroikaError('broken', budget.wrong, {
      class: 'timeout',
      hint: 'Give the job a longer timeout, or make cleanup in troika.yaml shorter.',
    });
  return { ...granted, runs: folder.runs, deadlineSeconds: budget.deadlineSeconds };
}

/**
 * A run of a Zuul job's: its id from the build, its deadline from what is left of the job's time, its wishes from the
 * commit under test, its end when nobody follows it any more.
 * @throws TroikaError as configInBuild
 */
export async function startInBuild(file: RunConfig, folder: ZuulFolder, tools: Tools): Promise<Start> {
  const { build, runId } = folder;
  const config = await configInBuild(file, folder, tools);
  const watching = watchAlive(folder.alive, tools.clock);
  return {
    config,
    runId,
    holder: (tools.env['TROIKA_HOLDER'] ?? '') === '' ? holderOfBuild(build) : holderName(tools.env),
    attempts: attemptsOf(build),
    interrupts: { ...tools.interrupts, work: AbortSignal.any([tools.interrupts.work, watching.left]) },
    end: () => watching.end(),
  };
}

/** What the change asks for: in its commit, else in its description. Without a change nobody asks. */
async function requestOf(config: RunConfig, { build }: ZuulFolder, { cwd }: Tools): Promise<Request> {
  const { item, commit } = build;
  if (item.is !== 'change') return {};
  const message = commit === undefined ? undefined : await commitMessage(cwd, commit);
  const messages = [
    ['commit', 'commit message', message ?? ''],
    ['description', 'description', item.description],
  ] as const;
  for (const [source, name, text] of messages) {
    const block = requestBlock(text);
    if (block === undefined) continue;
    const answer =
      'wrong' in block ? { refused: [{ line: block.line, says: block.wrong }] } : readRequest(block, source, config);
    if ('request' in answer) return answer.request;
    throw refusal(name, answer.refused);
  }
  return {};
}

function refusal(where: string, refused: readonly Refused[]): TroikaError {
  const lines = refused.map(({ line, says }) => `line ${line} of the ${where}: ${says}`);
  return new TroikaError('refused', `what the change asks for is not granted:\n  ${lines.join('\n  ')}`, {
    hint: 'What may be asked for stands under request in troika.yaml, and in docs/zuul.md.',
  });
}
