import type { Event } from '../model/event.ts';
import type { Finding } from '../model/verdict.ts';
import { durationText } from './duration.ts';
import { keptCommands, keptCount } from './keptText.ts';
import { countCases } from './result.ts';
import type { Story } from './story.ts';
import { waitedText } from './waited.ts';

/** How much a line wants to be seen. */
export type Tone = 'plain' | 'good' | 'bad';

export interface Line {
  readonly text: string;
  readonly tone: Tone;
}

/** What an event says to a person in one line; undefined for events that only programs read. `story` has been told the event. Pure. */
export function lineOf(event: Event, story: Story): Line | undefined {
  const label = 'cluster' in event ? (story.clusters.get(event.cluster)?.label ?? event.cluster) : '';
  const plain = (text: string): Line => ({ text, tone: 'plain' });
  switch (event.type) {
    case 'run.started':
      return plain(
        `run ${event.runId} on ${event.cloud}: ${event.clusters.length} ${event.clusters.length === 1 ? 'cluster' : 'clusters'}`,
      );
    case 'cluster.waiting':
      return plain(`${label}: waits: ${event.why}`);
    case 'cluster.renamed':
      return plain(`${label}: its ticket is dead; it goes on as ${event.to}`);
    case 'lease.lost':
      return { text: `${label}: ${event.why}`, tone: 'bad' };
    case 'warden':
      return plain(wardenText(event));
    case 'cluster.admitted':
      return plain(`${label}: admitted as ${event.cluster}, slot ${event.slot}`);
    case 'phase.started':
      return plain(`${label}: ${event.phase} …`);
    case 'progress':
      return plain(`${label}: ${event.phase} ${event.done}/${event.total}: ${event.says}`);
    case 'phase.ended': {
      const text = `${label}: ${event.phase} ${event.ok ? 'done' : 'FAILED'} in ${durationText(event.seconds)}`;
      const cluster = event.phase === 'wait' ? story.clusters.get(event.cluster) : undefined;
      const notes = [event.says, cluster === undefined ? undefined : waitedText(cluster)];
      return {
        text: [text, ...notes.filter((note) => note !== undefined)].join(': '),
        tone: event.ok ? 'plain' : 'bad',
      };
    }
    case 'diagnosed':
      return plain([`${label}: diagnostics: ${event.file}`, ...event.says.slice(0, 1)].join(': '));
    case 'suite.ended': {
      const { suite, state, says, cases } = event.result;
      const { total, passed } = countCases(cases);
      return {
        text: `${label}: suite ${suite} ${state}, ${passed} of ${total} tests passed: ${says}`,
        tone: state === 'passed' ? 'good' : 'bad',
      };
    }
    case 'outcome':
      if (event.ok) return undefined;
      return {
        text: `${label}: ${event.kind}${event.id === undefined ? '' : ` ${event.id}`}: ${event.says ?? `status ${event.status ?? 'none'}`}`,
        tone: 'bad',
      };
    case 'clean.planned':
      return plain(`clean-up, round ${event.round}: ${event.steps} steps, ${event.kept} kept`);
    case 'clean.verified':
      return verifiedLine(event, (cluster) => story.clusters.get(cluster)?.label ?? cluster);
    case 'cluster.released':
      return plain(`${label}: ${releasedText(event, story)}`);
    case 'finding':
      return findingLine(event.finding, story);
    case 'signal':
      return { text: `${event.name}: the work stops, clean-up runs; a second signal stops that too`, tone: 'bad' };
    case 'run.ended':
      return {
        text: [
          `${event.verdict} (exit code ${event.exit}) after ${durationText(event.seconds)}`,
          keptCount(story.clusters.values()),
        ]
          .filter((part) => part !== undefined)
          .join('; '),
        tone: event.exit === 0 ? 'good' : 'bad',
      };
    case 'intent':
    case 'lease.asked':
    case 'cluster.baseline':
    case 'cluster.saw':
      return undefined;
  }
}

/** A clean-up by hand says no holder: who called it knows whom it is about. */
function wardenText({ slot, victim, holder, says }: Extract<Event, { type: 'warden' }>): string {
  return holder === '' ? `${victim}: ${says}` : `warden of slot ${slot}, for ${victim} of ${holder}: ${says}`;
}

function releasedText(event: Extract<Event, { type: 'cluster.released' }>, story: Story): string {
  if (!event.kept) return 'released';
  const until = event.until === undefined ? '' : ` until ${event.until}`;
  const { remove, extend } = keptCommands(event.cluster, story);
  return `kept on request${until}; to remove it: ${remove}; to keep it longer: ${extend}`;
}

function findingLine(finding: Finding, story: Story): Line {
  const label =
    finding.cluster === undefined ? '' : `${story.clusters.get(finding.cluster)?.label ?? finding.cluster}: `;
  return { text: `${label}${finding.verdict}: ${finding.why}`, tone: 'bad' };
}

function verifiedLine(
  { clusters, left, unknown, notLookedAt, handedOver = [] }: Extract<Event, { type: 'clean.verified' }>,
  labelOf: (cluster: string) => string,
): Line {
  const whose = clusters.map(labelOf).join(', ');
  const aside = notLookedAt.length === 0 ? '' : `; not looked at: ${notLookedAt.join(', ')}`;
  if (left.length > 0)
    return {
      text: `${whose}: ${left.length} ${left.length === 1 ? 'resource is' : 'resources are'} LEFT${aside}`,
      tone: 'bad',
    };
  if (unknown.length > 0)
    return {
      text: `${whose}: cannot say whether all is gone: ${unknown.join(', ')} could not be listed${aside}`,
      tone: 'bad',
    };
  const over = handedOver.map(({ kind, id, name, why }) => `${kind} ${id} “${name}” (${why})`);
  const but = over.length === 0 ? '' : `, but what is handed over: ${over.join(', ')}`;
  return { text: `${whose}: all is gone${but}${aside}`, tone: 'good' };
}
