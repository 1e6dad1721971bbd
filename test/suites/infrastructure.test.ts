import { expect } from 'chai';
import type { ExpectedCluster } from '../../src/model/expected.ts';
import type { Gap, Inventory, Link, Resource } from '../../src/model/resource.ts';
import type { SuiteResult } from '../../src/model/result.ts';
import { judgeInfrastructure } from '../../src/suites/judgeInfrastructure.ts';

const expected: ExpectedCluster = {
  servers: [{ name: 'node', network: 'net', volumes: ['root'] }],
  loadBalancers: [{ name: 'lb', listeners: ['l-0', 'l-1'], members: 2, floatingIp: 'for lb' }],
};

function resource(
  kind: Resource['kind'],
  id: string,
  more: Partial<Resource> & { to?: readonly [string, string][] } = {},
): Resource {
  const { to = [], ...rest } = more;
  const links = to.map(([rel, target]): Link => ({ rel, kind: 'server', id: target }));
  return { kind, id, name: id, projectId: 'p', status: 'ACTIVE', tags: [], metadata: {}, links, facts: {}, ...rest };
}

/** A project in which all stands as expected, and a neighbour's things beside it. */
function world(): Resource[] {
  return [
    resource('server', 'node'),
    resource('server', 'neighbour', { status: 'ERROR' }),
    resource('network', 'net-id', { name: 'net' }),
    resource('network', 'other-id', { name: 'other' }),
    resource('port', 'port', {
      to: [
        ['device', 'node'],
        ['network', 'net-id'],
      ],
    }),
    resource('volume', 'root', { status: 'in-use', to: [['attachment', 'node']] }),
    resource('loadBalancer', 'lb', { facts: { operatingStatus: 'OFFLINE' }, to: [['vipPort', 'vip']] }),
    resource('listener', 'l-0', { to: [['loadBalancer', 'lb']] }),
    resource('listener', 'l-1', { to: [['loadBalancer', 'lb']] }),
    resource('pool', 'p-0', {
      to: [
        ['loadBalancer', 'lb'],
        ['member', 'm-0'],
      ],
    }),
    resource('pool', 'p-1', {
      to: [
        ['loadBalancer', 'lb'],
        ['member', 'm-1'],
      ],
    }),
    resource('floatingIp', 'fip', { description: 'for lb', to: [['port', 'vip']] }),
  ];
}

function judge(
  resources: readonly Resource[],
  gaps: readonly Gap[] = [],
  what = expected,
): Pick<SuiteResult, 'state' | 'cases' | 'says'> {
  const inventory: Inventory = { at: '2026-01-01T00:00:00Z', projectId: 'p', resources, gaps, notLookedAt: [] };
  return judgeInfrastructure(inventory, what);
}

/** The world with one resource changed, or without it. */
function but(id: string, change?: Partial<Resource> & { to?: readonly [string, string][] }): Resource[] {
  return world().flatMap((one) => {
    if (one.id !== id) return [one];
    return change === undefined
      ? []
      : [{ ...one, ...resource(one.kind, id, { name: one.name, status: one.status, ...change }) }];
  });
}

describe('The infrastructure suite', () => {
  it('passes when all stands, with one case for each thing that should', () => {
    const judged = judge(world());
    expect(judged).to.include({ state: 'passed', says: '8 checks, 0 failed' });
    expect(judged.cases.map((one) => one.name)).to.deep.equal([
      'server node is ACTIVE',
      'server node is on network net',
      'volume root is attached to server node',
      'load balancer lb is ACTIVE',
      'load balancer lb has the listener l-0',
      'load balancer lb has the listener l-1',
      'load balancer lb has 2 members',
      'load balancer lb has its floating IP',
    ]);
  });

  it('tells the operating status, and does not require it', () => {
    expect(judge(world()).cases[3]).to.include({ state: 'passed', message: 'operating status OFFLINE' });
  });

  for (const [what, resources, failed] of [
    [
      'a server is missing',
      but('node'),
      ['server node is ACTIVE: there is no server', 'server node is on', 'volume root is'],
    ],
    ['a server has another state', but('node', { status: 'ERROR' }), ['server node is ACTIVE: its status is ERROR']],
    [
      'a server is there twice',
      [...world(), resource('server', 'x', { name: 'node' })],
      ['server node is ACTIVE: there are 2', 'server node is on', 'volume root'],
    ],
    [
      'a server is on another network',
      but('port', {
        to: [
          ['device', 'node'],
          ['network', 'other-id'],
        ],
      }),
      ['server node is on network net: its ports are on other'],
    ],
    ['a server has no port', but('port'), ['server node is on network net: it has no port']],
    ['a volume is missing', but('root'), ['volume root is attached to server node: there is no volume']],
    [
      'a volume is detached',
      but('root', { status: 'available' }),
      ['volume root is attached to server node: it is not attached to it; its status is available'],
    ],
    [
      'a volume is about to leave',
      but('root', { status: 'detaching', to: [['attachment', 'node']] }),
      ['volume root is attached to server node: its status is detaching'],
    ],
    ['a volume hangs elsewhere', but('root', { to: [['attachment', 'neighbour']] }), ['volume root is attached']],
    [
      'a load balancer is in error',
      but('lb', { status: 'ERROR', to: [['vipPort', 'vip']] }),
      ['load balancer lb is ACTIVE: its status is ERROR'],
    ],
    ['a listener is missing', but('l-1'), ['load balancer lb has the listener l-1: there is no listener']],
    [
      'a listener is on another load balancer',
      but('l-1', { to: [['loadBalancer', 'x']] }),
      ['load balancer lb has the listener l-1'],
    ],
    [
      'a listener is not done',
      but('l-1', { status: 'PENDING_CREATE', to: [['loadBalancer', 'lb']] }),
      ['load balancer lb has the listener l-1: its status is PENDING_CREATE'],
    ],
    ['a member is missing', but('p-1'), ['load balancer lb has 2 members: it has 1']],
    ['a floating IP is missing', but('fip'), ['load balancer lb has its floating IP: there is no floating IP']],
    [
      'a floating IP is bound to nothing',
      but('fip', { description: 'for lb' }),
      ['load balancer lb has its floating IP: its floating IP is bound to nothing'],
    ],
    [
      'a floating IP is bound elsewhere',
      but('fip', { description: 'for lb', to: [['port', 'port']] }),
      ['load balancer lb has its floating IP: its floating IP is bound to port port'],
    ],
  ] as const) {
    it(`fails when ${what}`, () => {
      const judged = judge(resources);
      expect(judged.state).to.equal('failed');
      const bad = judged.cases.filter((one) => one.state === 'failed').map((one) => `${one.name}: ${one.message}`);
      expect(bad).to.have.lengthOf(failed.length);
      failed.forEach((start, index) => expect(bad[index]).to.satisfy((text: string) => text.startsWith(start)));
    });
  }

  for (const kind of [
    'server',
    'port',
    'network',
    'volume',
    'loadBalancer',
    'listener',
    'pool',
    'floatingIp',
  ] as const) {
    it(`is broken, not failed, when ${kind} could not be listed`, () => {
      const judged = judge([], [{ kind, why: '503' }]);
      expect(judged).to.deep.include({ state: 'broken', cases: [] });
      expect(judged.says).to.contain(`${kind} (503)`);
    });
  }

  it('does not mind a gap that it does not need', () => {
    expect(judge(world(), [{ kind: 'snapshot', why: '503' }]).state).to.equal('passed');
    const noLoadBalancer: ExpectedCluster = { servers: expected.servers, loadBalancers: [] };
    expect(judge(world(), [{ kind: 'loadBalancer', why: 'no endpoint' }], noLoadBalancer).state).to.equal('passed');
  });

  it('is broken when nothing was expected: a check that looked at nothing is no check', () => {
    expect(judge(world(), [], { servers: [], loadBalancers: [] }).state).to.equal('broken');
  });
});
