import { expect } from 'chai';
import { readAnsibleYaml } from '../../src/io/yaml.ts';
import { readBuild, type ZuulBuild } from '../../src/zuul/build.ts';
import { attemptsOf, holderOfBuild } from '../../src/zuul/holder.ts';
import { runIdOfBuild } from '../../src/zuul/runId.ts';
import { isDrawn, clusterName } from '../../src/model/names.ts';
import { zuulVariables } from '../support/zuulFolder.ts';

const COMMIT = 'c'.repeat(40);

function read(data: unknown): ZuulBuild {
  const build = readBuild(data);
  if ('wrong' in build) throw new Error(build.wrong);
  return build;
}

describe("Zuul's variables", () => {
  it('are read by themselves, below their key, and in an inventory in which texts are marked unsafe', () => {
    const zuul = zuulVariables({ change: '7', patchset: COMMIT, change_message: 'no {{ danger }}', branch: 'main' });
    const inventory = `
all:
  children: {}
  hosts: { node: { ansible_host: 127.0.0.1 } }
  vars:
    zuul: ${JSON.stringify(zuul).replace('"no {{ danger }}"', '!unsafe "no {{ danger }}"')}
`;
    const bare = read(zuul);
    expect(read({ zuul })).to.deep.equal(bare);
    expect(read(readAnsibleYaml(inventory, 'inventory.yaml'))).to.deep.equal(bare);
    expect(bare.item).to.deep.equal({
      is: 'change',
      change: '7',
      patchset: COMMIT,
      branch: 'main',
      url: '',
      description: 'no {{ danger }}',
    });
    expect(bare.commit).to.equal(COMMIT);
  });

  it('tell a change, a branch, a tag and anything else apart', () => {
    const of = (more: object): string => read(zuulVariables(more as Record<string, unknown>)).item.is;
    expect(of({ change: 7, patchset: 2 })).to.equal('change');
    expect(of({ branch: 'release/1' })).to.equal('branch');
    expect(of({ branch: null, tag: 'v1' })).to.equal('tag');
    expect(of({ branch: null, ref: 'refs/x' })).to.equal('other');
  });

  it('name the commit that was put forward, and no number of a patch set', () => {
    expect(read(zuulVariables({ change: 7, patchset: '2' })).commit).to.equal(undefined);
    expect(read(zuulVariables({ change: 7, patchset: '2', commit_id: COMMIT })).commit).to.equal(COMMIT);
  });

  it('that are none are refused with the place of the fault', () => {
    expect(readBuild({ zuul: { ...zuulVariables(), build: '../..' } })).to.deep.equal({
      wrong: 'zuul.build: expected 32 hexadecimal digits',
    });
    expect(readBuild([])).to.have.property('wrong');
    expect(readBuild(undefined)).to.have.property('wrong');
  });

  it('give a run its id: the same each time, another one for another attempt', () => {
    const [one, two] = [zuulVariables(), zuulVariables()];
    expect(runIdOfBuild(one.build)).to.equal(runIdOfBuild(one.build)).and.not.to.equal(runIdOfBuild(two.build));
    for (let n = 0; n < 2000; n += 1) expect(isDrawn(clusterName(runIdOfBuild(`build ${n}`), 0))).to.equal(true);
  });

  it('give attempts of one job one name, which jobs and items do not share', () => {
    const zuul = zuulVariables();
    const of = (more: object): string => attemptsOf(read({ ...zuul, ...more }));
    expect(of({ build: 'a'.repeat(32) }))
      .to.equal(of({}))
      .and.to.match(/^[a-z2-7]{10}$/);
    expect(of({ job: 'troika-nightly' })).not.to.equal(of({}));
    expect(of({ buildset: 'b'.repeat(32) })).not.to.equal(of({}));
  });

  it('say who holds a lease', () => {
    const zuul = zuulVariables({ change: 7 });
    expect(holderOfBuild(read(zuul))).to.equal(`Zuul bed, e2e: troika-e2e-quick of demo change 7, build ${zuul.build}`);
  });
});
