import { PROJECT, type Script } from './standIn.ts';

function volume(id: string, status: string): unknown {
  return {
    id,
    name: id,
    status,
    size: 1,
    bootable: 'false',
    'os-vol-tenant-attr:tenant_id': PROJECT,
    attachments: [],
  };
}

/** Volumes whose statuses go on by one with each list; the last stays. */
export function volumes(...steps: Readonly<Record<string, string>>[]): Script {
  let step = 0;
  return (request) => {
    if (!request.path.includes('/volumes/detail')) return undefined;
    const now = steps[Math.min(step, steps.length - 1)] ?? {};
    step += 1;
    return { status: 200, body: { volumes: Object.entries(now).map(([id, status]) => volume(id, status)) } };
  };
}
