import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { ExistingSpec } from '../../config/existingSpec.ts';
import { writeWhole } from '../../io/files.ts';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { openKube } from '../../kubernetes/open.ts';
import { demandOf } from '../../model/demand.ts';
import { createLister } from '../../openstack/lister.ts';
import { drain } from '../drain/drain.ts';
import { keepLedger } from '../keepLedger.ts';
import type { Provisioner, ProvisionContext, TakenDown, Watching } from '../provisioner.ts';
import { watchWorkload } from '../watchWorkload.ts';
import { lookAtExisting } from './existing.ts';

/** Uids of what stood in the cluster before, in the folder of the cluster. */
const BEFORE = 'before.json';
const Before = z.array(z.string());

/** Between two looks for that file. */
const LOOK_MS = 1000;

/** Tests a cluster that stands already. What the suites made in it is drained; the cluster itself is nobody's to delete. */
export const existing: Provisioner<ExistingSpec> = {
  name: 'existing',
  // It takes nothing of the project by itself.
  demand: () => demandOf(() => 0),
  names: () => [],
  async check(spec, context) {
    const kube = await openKube(targetOf(spec, context), context);
    try {
      await kube.text('/readyz');
    } finally {
      await kube.close();
    }
  },
  async up(spec, context) {
    const target = targetOf(spec, context);
    const kube = await openKube(target, context);
    try {
      const { access, before } = await lookAtExisting(target, context.cluster, kube, context);
      await writeWhole(join(context.folder, BEFORE), `${JSON.stringify(before)}\n`);
      return access;
    } finally {
      await kube.close();
    }
  },
  async places(spec, context) {
    // What else stands in it is its owner's.
    const namespaces = { is: 'since', names: ['kube-system'], before: await readBefore(context) } as const;
    return [{ name: 'cluster', target: targetOf(spec, context), namespaces, kinds: [] }];
  },
  watch: (spec, context) => watchExisting(targetOf(spec, context), context),
  down: async (spec, context, _again) => {
    const before = await readBefore(context);
    // Nothing was begun in it.
    return before === undefined
      ? { done: true, deleting: false, hindrances: [] }
      : drainExisting(targetOf(spec, context), before, context);
  },
};

function targetOf(spec: ExistingSpec, { cwd }: Pick<ProvisionContext, 'cwd'>): KubeTarget {
  return { ...spec, kubeconfig: resolve(cwd, spec.kubeconfig) };
}

async function readBefore({ folder }: Pick<ProvisionContext, 'folder'>): Promise<ReadonlySet<string> | undefined> {
  const text = await readFile(join(folder, BEFORE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : new Set(Before.parse(JSON.parse(text)));
}

async function drainExisting(
  target: KubeTarget,
  before: ReadonlySet<string>,
  context: ProvisionContext,
): Promise<TakenDown> {
  const { cluster, clock, session, signal, retained } = context;
  const kube = await openKube(target, context);
  try {
    const tools = { kube, context, lister: createLister(session, clock, signal) };
    const { drained, hindrances } = await drain({ cluster, before, pvc: 'delete', retained }, tools);
    return { done: drained, deleting: false, hindrances };
  } finally {
    await kube.close();
  }
}

function watchExisting(target: KubeTarget, context: ProvisionContext): Watching {
  return keepLedger(context, async ({ ledger, signal, open }) => {
    let before = await readBefore(context);
    for (; before === undefined; before = await readBefore(context)) await context.clock.sleep(LOOK_MS, signal);
    await watchWorkload(await open(target), context.cluster, ledger, before);
  });
}
