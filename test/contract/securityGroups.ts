import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeNetwork, makePort, ok, onStage, typeOf } from './stage.ts';

export function describeSecurityGroups(makeWorld: MakeWorld): void {
  describe('security groups', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    async function make(name: string): Promise<string> {
      const body = await ok(stage().wire, 'network', 'POST', '/security-groups', {
        security_group: { name, description: name },
      });
      return textAt(body, 'security_group', 'id');
    }

    async function rule(wish: Record<string, unknown>): Promise<string> {
      const security_group_rule = { direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', ...wish };
      const body = await ok(stage().wire, 'network', 'POST', '/security-group-rules', { security_group_rule });
      return textAt(body, 'security_group_rule', 'id');
    }

    const show = async (id: string) =>
      at((await stage().wire.send('network', 'GET', `/security-groups/${id}`)).body, 'security_group');

    it('begin with two rules that let everything out', async () => {
      const rules = listAt(await show(await make('fresh')), 'security_group_rules');
      expect(rules.map((row) => [at(row, 'direction'), at(row, 'ethertype')])).to.have.deep.members([
        ['egress', 'IPv4'],
        ['egress', 'IPv6'],
      ]);
    });

    it('have a default one in every project, which stays', async () => {
      const { wire } = stage();
      const groups = listAt(await ok(wire, 'network', 'GET', '/security-groups?name=default'), 'security_groups');
      expect(groups).to.have.length(1);
      const reply = await wire.send('network', 'DELETE', `/security-groups/${textAt(groups[0], 'id')}`);
      expect(reply.status).to.equal(409);
    });

    it('stay while a port uses them', async () => {
      const { wire } = stage();
      const id = await make('used');
      const { networkId } = await makeNetwork(wire, 'used');
      const portId = await makePort(wire, networkId, { security_groups: [id] });
      const reply = await wire.send('network', 'DELETE', `/security-groups/${id}`);
      expect([reply.status, typeOf(reply)]).to.deep.equal([409, 'SecurityGroupInUse']);
      await ok(wire, 'network', 'DELETE', `/ports/${portId}`);
      expect((await wire.send('network', 'DELETE', `/security-groups/${id}`)).status).to.equal(204);
      expect((await wire.send('network', 'GET', `/security-groups/${id}`)).status).to.equal(404);
    });

    it('take rules of other groups that name them along without a word, and raise the revision of those', async () => {
      const { wire } = stage();
      const [ours, theirs] = [await make('ours'), await make('theirs')];
      const ruleId = await rule({ security_group_id: theirs, remote_group_id: ours });
      const before = await show(theirs);
      expect(listAt(before, 'security_group_rules')).to.have.length(3);
      expect((await wire.send('network', 'DELETE', `/security-groups/${ours}`)).status).to.equal(204);
      const after = await show(theirs);
      expect(listAt(after, 'security_group_rules')).to.have.length(2);
      expect(at(after, 'revision_number')).to.be.greaterThan(Number(at(before, 'revision_number')));
      expect((await wire.send('network', 'GET', `/security-group-rules/${ruleId}`)).status).to.equal(404);
    });

    it('refuse the same rule twice, and raise their revision with each rule that comes and goes', async () => {
      const { wire } = stage();
      const id = await make('ruled');
      const revision = async () => Number(at(await show(id), 'revision_number'));
      const first = await revision();
      const ruleId = await rule({ security_group_id: id, port_range_min: 80, port_range_max: 80 });
      const second = await revision();
      expect(second).to.equal(first + 1);
      const twin = {
        direction: 'ingress',
        ethertype: 'IPv4',
        protocol: 'tcp',
        security_group_id: id,
        port_range_min: 80,
        port_range_max: 80,
      };
      const reply = await wire.send('network', 'POST', '/security-group-rules', { security_group_rule: twin });
      expect([reply.status, typeOf(reply)]).to.deep.equal([409, 'SecurityGroupRuleExists']);
      await ok(wire, 'network', 'DELETE', `/security-group-rules/${ruleId}`);
      expect(await revision()).to.equal(second + 1);
    });
  });
}
