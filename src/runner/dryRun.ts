import { addDemands, QUOTAS, type Demand } from '../model/demand.ts';
import type { Session } from '../openstack/session.ts';
import type { Member } from './lifeParts.ts';
import type { Tools } from './tools.ts';

/** Prints what a run would make: names, demand, and the sum of all. @returns the exit code */
export function printDryRun(members: readonly Member[], session: Session, json: boolean, tools: Tools): number {
  const rows = members.map((member) => ({
    label: member.label,
    cluster: member.cluster,
    provisioner: member.provisioner.name,
    demand: member.provisioner.demand,
    names: member.provisioner.names(member.cluster),
    suites: member.suites.map((suite) => suite.name),
  }));
  const total = addDemands(...rows.map((row) => row.demand));
  if (json) {
    tools.stdout.write(
      `${JSON.stringify({ cloud: session.cloud, projectId: session.projectId, clusters: rows, total }, null, 2)}\n`,
    );
    return 0;
  }
  const text = rows.flatMap((row) => [
    `${row.label}: ${row.provisioner}, in the cloud ${row.cluster}, tested by ${row.suites.join(', ')}`,
    `  needs ${saysDemand(row.demand)}`,
    ...row.names.map((name) => `  ${name.kind} ${name.name}`),
  ]);
  const end = [
    `All ${rows.length} together: ${saysDemand(total)}`,
    'Nothing was made. (A run gets a new name each time.)',
  ];
  tools.stdout.write(`${[...text, ...end].join('\n')}\n`);
  return 0;
}

function saysDemand(demand: Demand): string {
  return QUOTAS.filter((name) => demand[name] > 0)
    .map((name) => `${demand[name]} ${name}`)
    .join(', ');
}
