import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bed } from './bed.ts';

/** Where the bed keeps what it runs for a cluster; there is no such folder before its control plane starts and after its end. */
export function folderOf(bed: Bed, cluster: string): string {
  return join(bed.directory, 'clusters', `${cluster}.${cluster}`);
}

/** Ids of the processes that run for a cluster, by program: `kube-apiserver`, `occm`, `csi-provisioner` … */
export async function running(bed: Bed, cluster: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(folderOf(bed, cluster), 'run');
  const files = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.pid')) : [];
  const found = await Promise.all(
    files.map(async (file) => {
      const [pid = '', since] = (await readFile(join(folder, file), 'utf8')).trim().split(' ');
      return since !== undefined && (await startTime(pid)) === since ? ([[file.slice(0, -4), pid]] as const) : [];
    }),
  );
  return new Map(found.flat());
}

/** When a process began, in the kernel's count; undefined when it has ended. Ids are used again: both make one process. */
async function startTime(pid: string): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}
