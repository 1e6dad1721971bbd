import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { troika } from '../../support/program.ts';
import { runBound } from '../bound.ts';
import type { Standing } from '../standing.ts';

/** How one program ended. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** Its own count where it has one; else its whole time is taken. */
  readonly seconds?: number;
}

/** One program at work, by way of a clouds.yaml that leads through the counting proxy. */
export interface Turn {
  readonly name: string;
  run(standing: Standing, cloudsYaml: string): Promise<Ran>;
}

/** Turns that one after the other meet the same project: what only looks goes before what removes. */
export interface Contestant {
  readonly turns: readonly Turn[];
  /** It spares others: a neighbour stands in the project. */
  readonly beside: boolean;
}

/** Which of the bound's parallelisms is the best depends on the machine: these contend, the best is the bound. */
const PARALLEL = [4, 8] as const;

export const OURS = 'troika forceclean --yes';

export const isBound = (name: string): boolean => name.startsWith('lower bound');

/** All who contend. The client is installed at once, where it is not there. */
export function contestants(): readonly Contestant[] {
  const client = openstackClient();
  const cleanup = (option: string): Turn['run'] => {
    return (_standing, cloudsYaml) => runClient(client, cloudsYaml, ['project', 'cleanup', option, '--auth-project']);
  };
  return [
    ...PARALLEL.map((parallel) => ({
      beside: false,
      turns: [{ name: `lower bound, ${parallel} abreast`, run: bound(parallel) }],
    })),
    {
      beside: true,
      turns: [
        { name: 'troika forceclean', run: forceclean([]) },
        { name: OURS, run: forceclean(['--yes']) },
      ],
    },
    {
      beside: false,
      turns: [
        { name: 'project cleanup --dry-run', run: cleanup('--dry-run') },
        { name: 'project cleanup --auto-approve', run: cleanup('--auto-approve') },
      ],
    },
  ];
}

function bound(parallel: number): Turn['run'] {
  return async ({ session, world }, cloudsYaml) => {
    const { seconds, objects } = await runBound(session, cloudsYaml, world.cloud, parallel);
    return { code: 0, said: `${objects} objects`, seconds };
  };
}

function forceclean(options: readonly string[]): Turn['run'] {
  return async ({ place, env, clusters }, cloudsYaml) => {
    const names = clusters.flatMap((cluster) => ['--cluster', cluster]);
    const through = { ...env, OS_CLIENT_CONFIG_FILE: cloudsYaml };
    const { code, out, err } = await troika(['forceclean', ...names, ...options], { cwd: place.path, env: through });
    return { code, said: out + err };
  };
}

async function runClient(client: string, cloudsYaml: string, args: readonly string[]): Promise<Ran> {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', OS_CLIENT_CONFIG_FILE: cloudsYaml, OS_CLOUD: 'test' };
  const child = spawn(client, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: out + err };
}

function openstackClient(): string {
  const { stdout, stderr, status } = spawnSync('bash', ['test/beds/client/install'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the OpenStack client was not installed: ${stderr}`);
  return stdout.trim();
}
