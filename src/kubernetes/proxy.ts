import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../io/clock.ts';
import { startCompanion, type CompanionEnd } from '../io/companion.ts';
import type { Redactor } from '../io/redact.ts';
import { TroikaError } from '../model/error.ts';
import type { KubeAddress } from './kubeconfig.ts';

/** A way to one API server, on a socket that nobody else can open. */
export interface Proxy {
  readonly socket: string;
  end(): Promise<void>;
}

const LOOK_MS = 20;
const PATIENCE_MS = 15_000;

/**
 * Starts `kubectl proxy` for one context: it knows every way to log in that a kubeconfig may ask for. Its socket lies in a
 * folder of ours alone, and it ends with us.
 * @throws TroikaError usage when kubectl is not there or cannot use the kubeconfig
 */
export async function startProxy(
  { kubeconfig, context }: KubeAddress,
  tools: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly clock: Clock;
    readonly redactor: Redactor;
    readonly signal: AbortSignal;
  },
): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-'));
  const socket = join(folder, 's');
  const own = Object.entries(tools.env).filter(([name, value]) => name !== 'KUBECONFIG' && value !== undefined);
  const kubectl = ['kubectl', `--kubeconfig=${resolve(kubeconfig)}`, `--context=${context}`, 'proxy'] as const;
  // Its filters are meant for a port that any program may open.
  const argv = [...kubectl, `--unix-socket=${socket}`, '--disable-filter=true'] as const;
  const companion = startCompanion(argv, {
    cwd: folder,
    env: Object.fromEntries(own as [string, string][]),
    clock: tools.clock,
    redactor: tools.redactor,
  });
  const end = async (): Promise<void> => {
    await companion.end();
    await rm(folder, { recursive: true, force: true });
  };
  let over: CompanionEnd | undefined;
  void companion.ended.then((how) => (over = how));
  try {
    for (const begun = tools.clock.monotonic(); !(await isThere(socket));) {
      if (over !== undefined) throw unusable(over, kubeconfig);
      if (tools.clock.monotonic() > begun + PATIENCE_MS) throw unusable(SILENT, kubeconfig);
      await tools.clock.sleep(LOOK_MS, tools.signal);
    }
    return { socket, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const SILENT: CompanionEnd = { exitCode: undefined, said: 'it does not begin to serve' };

/** Of a shell that finds no such program. */
const NOT_FOUND = 127;

function unusable({ exitCode, said }: CompanionEnd, kubeconfig: string): TroikaError {
  if (exitCode === NOT_FOUND)
    return new TroikaError('usage', 'kubectl is not there', { hint: 'Put a kubectl into a folder of PATH.' });
  const last = said.split('\n').findLast((line) => !line.startsWith('W') && line !== '') ?? said;
  return new TroikaError('usage', `kubectl cannot use the kubeconfig ${kubeconfig}: ${last}`, {
    hint: `Try it: kubectl --kubeconfig ${kubeconfig} get --raw /readyz`,
  });
}
