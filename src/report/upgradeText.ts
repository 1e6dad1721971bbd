import type { UpgradePlan } from '../stacks/upgrade.ts';

/** The steps of an upgrade with their numbers, and what they were judged by. Pure. */
export function upgradeText({ from, to, steps, notes }: UpgradePlan): string {
  const all = steps.length === 0 ? ['Both are the same: there is nothing to do.'] : steps.map(numbered);
  return [`${from} → ${to}`, '', ...all, '', ...notes].join('\n');
}

function numbered(step: string, index: number): string {
  return `${index + 1} ${step}`;
}
