import { textAt } from '../../support/json.ts';
import { connectWire } from '../../support/wire.ts';
import { ok } from '../../contract/stage.ts';
import { A } from './cluster.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';
import type { WireCase } from './scene.ts';

/** Things whose texts prove nothing, so that only a ledger does. */
export const LEDGERED: readonly WireCase[] = [
  {
    name: 'T41 A’s bucket with its objects, and its EC2 credential; others’ of like names stay',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const bucket = await container(maker, `${A}-${A}-harbor-registry`, ['layer-1', 'deep/layer-2']);
      await container(maker, `old-${A}-${A}-harbor-registry-backup`, ['kept']);
      const [access, theirs] = [await ec2(maker), await ec2(maker)];
      const ledger = [bucket, access].map(({ kind, id }) => ({ kind, id, cluster: A, source: 'line 7' }));
      return {
        goes: [bucket, access],
        other: [`POST ${A}-${A}-harbor-registry`],
        kept: [[theirs, /nothing on it says for what/]],
        more: { ledger },
        // An application credential is not shown them.
        cloud: 'test-password',
      };
    },
  },
];

/** A bucket with these objects in it. */
export async function container({ wire }: Maker, name: string, objects: readonly string[]): Promise<Made> {
  const text = { 'Content-Type': 'text/plain' };
  for (const path of [`/${name}`, ...objects.map((one) => `/${name}/${one}`)]) {
    const { status } = await wire.send('objectStore', 'PUT', path, undefined, text);
    if (status >= 300) throw new Error(`PUT ${path}: ${status}`);
  }
  return { kind: 'container', id: name };
}

async function ec2({ world }: Maker): Promise<Made> {
  const wire = await connectWire(world.cloudsYaml, 'test-password');
  const wish = { tenant_id: wire.projectId };
  const made = await ok(wire, 'identity', 'POST', `/users/${wire.userId}/credentials/OS-EC2`, wish);
  return { kind: 'ec2Credential', id: textAt(made, 'credential', 'access') };
}
