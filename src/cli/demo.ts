import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { writeWhole } from '../io/files.ts';
import { exitCode } from '../model/verdict.ts';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

/** About ten times as fast as real services on one machine. */
const SPEED = 10;

const CONFIG = `# Three clusters at once; see examples/ for more.
cloud: sim
lease: { ttl: 30s }
clusters:
  - label: stack
    count: 2
    provisioner: footprint
    footprint: { generation: v2, controlPlanes: 3, workers: 3 }
  - label: classic
    provisioner: footprint
    footprint: { generation: v1, controlPlanes: 3, workers: 3 }
`;

export function demoCommand(tools: Tools, exit: Exit): CommandModule {
  return {
    command: 'demo',
    describe: 'Try it on a simulated cloud: three clusters at once beside a busy neighbour. Needs nothing but Node.',
    builder: (cli) => cli.example('$0 demo', 'The same as npm start.'),
    handler: async () => exit(await demo(tools)),
  };
}

async function demo(tools: Tools): Promise<number> {
  const { startSim } = await import('../sim/cloud.ts');
  const { run } = await import('../runner/run.ts');
  const { connectCloud, findExternalNetwork } = await import('../runner/connectCloud.ts');
  const { startNeighbour } = await import('../runner/neighbour.ts');
  const sim = await startSim({ speed: SPEED, seed: Date.now() });
  const folder = await mkdtemp(join(tmpdir(), 'troika-demo-'));
  try {
    const clouds = join(folder, 'clouds.yaml');
    const file = join(folder, 'troika.yaml');
    await writeWhole(clouds, sim.cloudsYaml(), 0o600);
    await writeWhole(file, CONFIG);
    const there = { ...tools, env: { ...tools.env, OS_CLIENT_CONFIG_FILE: clouds } };
    const session = await connectCloud(there, 'sim');
    const neighbour = await startNeighbour('prod-1', session, await findExternalNetwork(session, undefined), there);
    tools.stdout.write(
      `A simulated cloud listens at ${sim.authUrl}.\n` +
        `Somebody's cluster prod-1 stands in the project (${neighbour.resources} resources) and goes on working.\n\n`,
    );
    const code = await run(
      {
        file,
        cloud: 'sim',
        keep: { when: 'never', seconds: 0 },
        maxWait: undefined,
        zuul: undefined,
        retained: false,
        dryRun: false,
        json: false,
      },
      there,
    );
    const changed = await neighbour.stop();
    tools.stdout.write(
      changed.length === 0
        ? `The neighbour's ${neighbour.resources} resources are as they were.\n`
        : `The neighbour lost or found changed: ${changed.join(', ')}\n`,
    );
    return changed.length === 0 ? code : exitCode('harmed');
  } finally {
    await sim.close();
    await rm(folder, { recursive: true, force: true });
  }
}
