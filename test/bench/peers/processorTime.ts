import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ticks a second in /proc: USER_HZ, 100 on every Linux of our machines. */
const TICKS = 100;

/**
 * Seconds of processor time that the services of a bed have used so far, with their databases and queues. Each was
 * started in a session of its own, whose id stands in `run/*.pid` (test/beds/openstack/processes.sh).
 * @param bed the bed's directory
 */
export async function processorSeconds(bed: string): Promise<number> {
  const files = (await readdir(join(bed, 'run'))).filter((name) => name.endsWith('.pid'));
  const ids = await Promise.all(
    files.map(async (name) => (await readFile(join(bed, 'run', name), 'utf8')).split(' ')[0]),
  );
  const sessions = new Set(ids);
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(processes.map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')));
  let ticks = 0;
  for (const stat of stats) {
    // After the name in parentheses: state, parent, group, session, …; the 12th to the 15th are the times, one's own and those
    // of ended children (man 5 proc).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!sessions.has(fields[3])) continue;
    for (const field of fields.slice(11, 15)) ticks += Number(field);
  }
  if (ticks === 0) throw new Error(`no service of ${bed} is running`);
  return ticks / TICKS;
}
