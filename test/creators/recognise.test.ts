import { expect } from 'chai';
import fc from 'fast-check';
import type { Kind, Resource } from '../../src/model/resource.ts';
import type { ClusterNames } from '../../src/creators/clusterNames.ts';
import { recognise, type Claim } from '../../src/creators/recognise.ts';
import { ROWS } from '../../src/creators/tables.ts';
import type { TextRow } from '../../src/creators/row.ts';
import { runUnique, tokensFor } from './tokens.ts';

/** A resource of which only these texts matter. */
function resource(kind: Kind, texts: Partial<Pick<Resource, 'name' | 'description' | 'tags' | 'metadata'>>): Resource {
  return {
    kind,
    id: 'id',
    name: '',
    projectId: 'project',
    status: '',
    tags: [],
    metadata: {},
    links: [],
    facts: {},
    ...texts,
  };
}

/** Names of a cluster that lives in its own namespace, or in these. */
function names(cluster: string, namespaces: readonly string[] = [cluster, 'default']): ClusterNames {
  return { cluster, namespaces, prefix: cluster };
}

function mine(claims: readonly Claim[]): readonly string[] {
  return claims.filter((claim) => claim.mine).map((claim) => claim.text);
}

function foreign(claims: readonly Claim[]): readonly (string | undefined)[] {
  return claims.filter((claim) => claim.foreign).map((claim) => claim.cluster);
}

function withText(row: TextRow, text: string): Resource | undefined {
  const { kind, field } = row;
  if (kind === 'member' || kind === 'securityGroupRule' || kind === 'l7Policy') return undefined;
  if (field === 'name') return resource(kind, { name: text });
  if (field === 'description') return resource(kind, { description: text });
  if (field === 'tag') return resource(kind, { tags: [text] });
  return resource(kind, { metadata: { [field.slice('metadata:'.length)]: text } });
}

describe('recognising a cluster by the texts of its creators', () => {
  it('tells the whole text that our names fix from one with a random suffix in it', () => {
    const [network] = recognise(resource('network', { name: 'k8s-clusterapi-cluster-abc-abc' }), names('abc'));
    expect(network).to.include({
      creator: 'capo',
      mine: true,
      exact: true,
      random: false,
      foreign: false,
      cluster: 'abc',
    });
    const [server] = recognise(resource('server', { name: 'abc-x7k2p-9hq4d' }), names('abc'));
    expect(server).to.include({ creator: 'capi', mine: true, exact: false, random: true });
  });

  it('takes the cluster out of a text whose other words are free', () => {
    const balancer = resource('loadBalancer', {
      name: 'kube_service_abc_web_front',
      description: 'Kubernetes external service web/front from cluster abc',
    });
    const claims = recognise(balancer, names('abc'));
    expect(mine(claims)).to.deep.equal([
      'kube_service_abc_web_front',
      'Kubernetes external service web/front from cluster abc',
    ]);
    expect(claims.every((claim) => !claim.exact && !claim.random)).to.equal(true);
  });

  it('names the other cluster where the words are the creator’s own', () => {
    const volume = resource('volume', {
      name: 'pvc-96a52be0-e25b-45e5-b538-d4156dbd56d2',
      metadata: { 'cinder.csi.openstack.org/cluster': 'prod-1' },
    });
    expect(foreign(recognise(volume, names('abc')))).to.deep.equal(['prod-1']);
    const group = resource('securityGroup', {
      description: 'Security Group for web/front Service LoadBalancer in cluster prod-1',
    });
    expect(foreign(recognise(group, names('abc')))).to.deep.equal(['prod-1']);
  });

  it('takes neither a default cluster id nor a common name for another cluster’s', () => {
    for (const id of ['kubernetes', '']) {
      const claims = recognise(
        resource('volume', { metadata: { 'cinder.csi.openstack.org/cluster': id } }),
        names('abc'),
      );
      expect([mine(claims), foreign(claims)], id).to.deep.equal([[], []]);
    }
    expect(foreign(recognise(resource('network', { name: 'office-net' }), names('abc')))).to.deep.equal([]);
    expect(foreign(recognise(resource('server', { name: 'web-x7k2p-9hq4d' }), names('abc')))).to.deep.equal([]);
  });

  it('says nothing of a text that only looks alike', () => {
    for (const name of ['pvc-backup', 'my-abc-tool', 'abc', 'abc-x7k2p', 'abc2-x7k2p-9hq4d', 'xabc-x7k2p-9hq4d']) {
      const kinds: readonly Kind[] = ['server', 'volume', 'network', 'port'];
      for (const kind of kinds)
        expect(mine(recognise(resource(kind, { name }), names('abc'))), `${kind} ${name}`).to.deep.equal([]);
    }
  });

  it('A9: the same cluster in two namespaces differs in CAPO’s joined texts alone', () => {
    const other = names('abc', ['other']);
    expect(mine(recognise(resource('router', { name: 'k8s-clusterapi-cluster-abc-abc' }), other))).to.deep.equal([]);
    expect(mine(recognise(resource('loadBalancer', { name: 'kube_service_abc_web_front' }), other))).to.have.length(1);
  });

  it('A10: two hosts with the same namespace and cluster write the same texts, so the reader cannot tell them apart', () => {
    const router = resource('router', { name: 'k8s-clusterapi-cluster-abc-abc' });
    expect(recognise(router, names('abc'))).to.deep.equal(recognise(router, { ...names('abc'), prefix: 'host2' }));
  });

  it('A11: `R` joined by `-` is equal for two pairs, and never for run-unique names in their own namespace', () => {
    const router = resource('router', { name: 'k8s-clusterapi-cluster-pr1-x-y' });
    expect(mine(recognise(router, names('x-y', ['pr1'])))).to.have.length(1);
    expect(mine(recognise(router, names('y', ['pr1-x'])))).to.have.length(1);
    expect(mine(recognise(router, names('x', ['pr1'])))).to.deep.equal([]);
  });

  it('A12: pr1 does not take what belongs to pr1-2 or pr12, in any text of any creator', () => {
    const pr1 = names('pr1');
    fc.assert(
      fc.property(
        fc.constantFrom('pr1-2', 'pr12', 'xpr1', '2-pr1').chain((other) => tokensFor(fc.constant(other))),
        (tokens) => {
          for (const row of ROWS) {
            const made = withText(row, row.template.write({ ...tokens, N: tokens.C, P: tokens.C }));
            const wrong = made === undefined ? [] : recognise(made, pr1).filter((claim) => claim.mine && !claim.random);
            expect(wrong.map((claim) => claim.text)).to.deep.equal([]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('A12: a cluster called like `C` and five letters imitates a machine, and the claim says that chance is in it', () => {
    const [claim] = recognise(resource('server', { name: 'abc-x7k2p-9hq4d' }), names('abc'));
    expect(claim).to.include({ mine: true, random: true, exact: false });
    const [port] = recognise(
      resource('port', { description: 'Created by cluster-api-provider-openstack cluster abc-x7k2p' }),
      names('abc'),
    );
    expect(port).to.include({ mine: false, foreign: true, cluster: 'abc-x7k2p' });
    for (const name of ['k8s-clusterapi-cluster-abc-x7k2p-abc-x7k2p', 'k8s-clusterapi-cluster-default-abc-x7k2p']) {
      expect(mine(recognise(resource('network', { name }), names('abc'))), name).to.deep.equal([]);
    }
  });

  it('A12: a worker’s name counts only with the machine deployment of the cluster stacks where somebody chose the cluster’s', () => {
    const server = (md: string) => resource('server', { name: `abc-${md}-bcdfg-hjklm-npqrs` });
    expect(mine(recognise(server('md-1'), names('abc')))).to.deep.equal([]);
    expect(mine(recognise(server('md-0'), names('abc')))).to.have.length(1);
  });

  it('A12: a worker’s name counts with any machine deployment where the cluster’s name is a run’s', () => {
    const C = 'tabcdefghia';
    for (const name of [`${C}-pool-a-bcdfg-hjklm-npqrs`, `${C}-pool-a-bcdfg-hjklm`, `${C}-md-0-bcdfg`])
      expect(mine(recognise(resource('server', { name }), names(C))).length, name).to.be.greaterThan(0);
    for (const name of [`${C}-pool-a`, `${C}-pool-a-bastion`, `x${C}-pool-a-bcdfg-hjklm-npqrs`])
      expect(mine(recognise(resource('server', { name }), names(C))), name).to.deep.equal([]);
  });

  it('A13: texts carry no time, so a name used again reads as ours', () => {
    expect(
      mine(recognise(resource('network', { name: 'k8s-clusterapi-cluster-abc-abc' }), names('abc'))),
    ).to.have.length(1);
  });

  it('A14: two long names that are cut to the same letters are not told apart, and the claim says that chance is in it', () => {
    const long = 'a'.repeat(57);
    const server = resource('server', { name: `${`${long}-b`.slice(0, 58)}x7k2p` });
    const claims = recognise(server, names(`${long}-b`)).filter((claim) => claim.mine);
    expect(claims.length).to.be.greaterThan(0);
    expect(claims.every((claim) => claim.random && !claim.exact)).to.equal(true);
  });

  it('A15: a load balancer’s exact name says nothing of its network', () => {
    const balancer = resource('loadBalancer', {
      name: 'kube_service_abc_web_front',
      links: [{ rel: 'vipNetwork', kind: 'network', id: 'foreign' }],
    } as Partial<Resource>);
    expect(mine(recognise(balancer, names('abc')))).to.have.length(1);
    expect(recognise(balancer, names('abc')).some((claim) => claim.exact)).to.equal(false);
  });

  it('divides kube_service_ names from the right, and reads no dash as a divider', () => {
    const read = (name: string): readonly (string | undefined)[] =>
      foreign(recognise(resource('loadBalancer', { name }), names('abc')));
    expect(read('kube_service_pr1-2_web_front')).to.deep.equal(['pr1-2']);
    expect(read('kube_service_a_b_web_front')).to.deep.equal(['a_b']);
    expect(mine(recognise(resource('loadBalancer', { name: 'kube_service_abc_web' }), names('abc')))).to.deep.equal([]);
    expect(mine(recognise(resource('loadBalancer', { name: 'kube_service_x_abc_front' }), names('abc')))).to.deep.equal(
      [],
    );
  });

  it('accepts both port texts, the bare cluster of CAPO 0.9 and 0.11, and `N-C` of 0.10, without calling either foreign', () => {
    for (const text of ['abc', 'abc-abc', 'default-abc']) {
      const claims = recognise(
        resource('port', { description: `Created by cluster-api-provider-openstack cluster ${text}` }),
        names('abc'),
      );
      expect(mine(claims), text).to.have.length(1);
      expect(foreign(claims), text).to.deep.equal([]);
    }
  });

  it('never takes a text of one run-unique cluster for another’s, whoever wrote it', () => {
    let looked = 0;
    fc.assert(
      fc.property(tokensFor(runUnique), runUnique, fc.boolean(), (tokens, other, inDefault) => {
        fc.pre(tokens.C !== other);
        const otherNames = names(other);
        for (const row of ROWS) {
          const text = row.template.write({ ...tokens, N: inDefault ? 'default' : tokens.C, P: tokens.C, md: 'md-0' });
          const made = withText(row, text);
          if (made === undefined) continue;
          looked += 1;
          expect(mine(recognise(made, otherNames))).to.deep.equal([]);
        }
      }),
      { numRuns: 40 },
    );
    expect(looked).to.be.greaterThan(40 * 80);
  });

  it('knows every text of a run-unique cluster that names one', () => {
    fc.assert(
      fc.property(tokensFor(runUnique), (tokens) => {
        const own = names(tokens.C);
        for (const row of ROWS) {
          const naming = row.template.tokens.some((token) => ['C', 'R', 'J', 'P'].includes(token));
          const made = withText(row, row.template.write({ ...tokens, N: tokens.C, P: tokens.C, md: 'md-0' }));
          if (made === undefined) continue;
          const claims = recognise(made, own);
          const known = claims.some((claim) => claim.row === row && claim.mine === naming);
          expect(known, row.template.text).to.equal(true);
          expect(foreign(claims), row.template.text).to.deep.equal([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('reads ten thousand resources for three clusters within three seconds of processor time', () => {
    const clusters = ['taaaaaaaaaa', 'tbbbbbbbbbb', 'tcccccccccc'].map((cluster) => names(cluster));
    const began = process.cpuUsage();
    let claims = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const port = resource('port', {
        name: `taaaaaaaaaa-md-0-bcdfg-hjklm-npqrs-${index}`,
        description: 'Created by hand',
      });
      for (const own of clusters) claims += recognise(port, own).length;
    }
    // Each reads as a worker of three stacks.
    expect(claims).to.equal(30_000);
    expect(process.cpuUsage(began).user / 1000).to.be.lessThan(3000);
  });
});
