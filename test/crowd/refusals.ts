import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How a service's log says that a quota was met (Neutron, Nova, Cinder, Octavia). */
const REFUSAL = /OverQuota|Quota exceeded|QuotaExceeded|exceeds? .*quota|Quota has been met/i;

/** Lines of the services' own logs that speak of this project and of an exceeded quota. Fails when there are no logs to read. */
export async function quotaRefusals(projectId: string): Promise<readonly string[]> {
  const clouds = process.env['TROIKA_BED_CLOUDS'] ?? '';
  const folder = join(dirname(clouds), 'log');
  const names = (await readdir(folder)).filter((name) =>
    /^(neutron|nova-api|cinder-api|octavia-api).*\.log$/.test(name),
  );
  if (names.length < 4) throw new Error(`no logs of the services in ${folder}`);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter((line) => line.includes(projectId) && REFUSAL.test(line)));
}
