import { chmod, copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { rawListing } from '../../clusters/raw.ts';
import type { Listing } from '../../clusters/listing.ts';
import { findProgram } from '../../../src/programs/find.ts';
import { resultFile } from '../../../src/report/resultSchema.ts';
import { readBed, type Bed } from '../../kubernetesBed/bed.ts';
import { encrypted } from '../../zuulBed/jobs.ts';
import { readBed as readZuul } from '../../zuulBed/rest.ts';
import { openStage, PROJECT, type Stage } from '../zuul/stage.ts';
import type { Files } from '../../zuulBed/repository.ts';

/** What the API selection has of Kubernetes v1.34.4. */
const DEMANDED = 103;

describe('conformance by a label, in a real Zuul, on a real cluster on real OpenStack services', () => {
  let bed: Bed;
  let stage: Stage;
  let programs: string;
  let earlier: Listing;

  before(async () => {
    bed = await readBed();
    programs = await layOut(bed);
    const zuul = await readZuul();
    stage = await openStage({
      vars: { troika_path: programs, troika_credential_unrestricted: true },
      more: await managementSecret(zuul, bed),
    });
    earlier = await rawListing(stage.world);
  });
  after(() => stage?.dispose());

  it('runs every demanded test, says so under the change, and leaves nothing', async function () {
    this.timeout(2_400_000);
    const change = await stage.tenant.propose(await filesOf(stage, programs));
    const set = await stage.tenant.ended(change, 2_300);
    const comment = (await stage.tenant.comments(change)).join('\n');
    expect([set.result, set.builds[0]?.result], comment).to.deep.equal(['SUCCESS', 'SUCCESS']);
    expect(comment)
      .to.match(/\*\*passed\*\* Run \w+ on troika/)
      .and.to.match(/troika-e2e-quick .* : SUCCESS/);

    const artifacts = set.builds[0]?.artifacts ?? [];
    const urlOf = (type: string): string => artifacts.find(({ metadata }) => metadata.type === type)?.url ?? '';
    const result = resultFile.parse(await (await fetch(urlOf('troika_result'))).json());
    const [suite] = result.clusters.flatMap(({ suites }) => suites).filter((one) => one.suite === 'api');
    expect(suite?.counts).to.deep.include({ total: DEMANDED, passed: DEMANDED, failed: 0, notRun: 0 });
    expect(suite?.deselected).to.be.greaterThan(6000);
    const junit = await (await fetch(urlOf('junit'))).text();
    expect(junit).to.match(new RegExp(`<testsuite name="[^"]*: api" tests="${DEMANDED}" failures="0" errors="0"`));
    expect(await (await fetch(urlOf('troika_summary'))).text()).to.match(/\| api \| passed \| 103 \|/);
    expect((await fetch(urlOf('troika_run'))).status).to.equal(200);

    expect(await rawListing(stage.world)).to.deep.equal(earlier);
  });
});

/** Puts what a node needs where its user may read it. */
async function layOut({ directory }: Bed): Promise<string> {
  const place = join((await readZuul()).directory, 'public', 'programs');
  const where = { env: { HOME: homedir(), ...process.env }, cwd: '/', kubernetes: 'v1.34.4' };
  await mkdir(place, { recursive: true });
  await copyFile(join(directory, 'bin/kubectl'), join(place, 'kubectl'));
  for (const name of ['e2e.test', 'ginkgo'] as const)
    await copyFile(await findProgram(name, undefined, where), join(place, name));
  for (const name of await readdir(place)) await chmod(join(place, name), 0o755);
  return place;
}

/** The tenant's secret with the kubeconfig of the management cluster, as docs/zuul.md says it is given to the jobs. */
async function managementSecret(zuul: Awaited<ReturnType<typeof readZuul>>, bed: Bed): Promise<string> {
  const parts = (await readFile(bed.kubeconfig, 'utf8')).match(/[\s\S]{1,400}/g) ?? [];
  const lines = await Promise.all(parts.map(async (part) => `          - ${await encrypted(zuul, part)}\n`));
  return `
- secret:
    name: troika-management
    data:
      kubeconfig: !encrypted/pkcs1-oaep
${lines.join('')}- job: { name: troika-base, secrets: [{ name: troika_management, secret: troika-management, pass-to-parent: true }] }
`;
}

/** The project under test: its stack, and what its clusters are tested by. */
async function filesOf({ world }: Stage, programs: string): Promise<Files> {
  const clusters = [
    {
      label: 'one',
      provisioner: 'cluster-stacks',
      clusterStacks: {
        stack: 'stack',
        kubernetes: 'v1.34.4',
        controlPlanes: 1,
        workers: 2,
        image: world.image,
        controlPlaneFlavor: world.imageFlavor,
        workerFlavor: world.imageFlavor,
        rootVolumeGiB: 0,
      },
      suites: [
        {
          suite: 'ginkgo',
          name: 'api',
          selection: 'api',
          procs: 4,
          program: join(programs, 'e2e.test'),
          ginkgo: join(programs, 'ginkgo'),
        },
      ],
    },
  ];
  const run = { externalNetwork: 'ext-lo', deadline: '35m', cleanup: '10m', lease: { ttl: '180s' }, clusters };
  const from = 'examples/stacks/openstack-minimal';
  const names = ['cluster-class.yaml', ...(await readdir(join(from, 'addons'))).map((name) => join('addons', name))];
  const stack = await Promise.all(
    names.map(async (name) => [join('stack', name), await readFile(join(from, name), 'utf8')] as const),
  );
  return { 'troika.yaml': JSON.stringify(run, null, 1), 'zuul.d/project.yaml': PROJECT, ...Object.fromEntries(stack) };
}
