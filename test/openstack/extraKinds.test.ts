import { expect } from 'chai';
import type { Link } from '../../src/model/resource.ts';
import { KIND_ROWS } from '../../src/openstack/kinds.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import { list } from '../../src/openstack/list.ts';
import { failureOf } from './failureOf.ts';
import { PROJECT, withStandIn, type Script } from './standIn.ts';

const wired = (links: readonly Link[]): readonly string[] => links.map(({ rel, kind, id }) => `${rel} ${kind} ${id}`);
const SECRET = 'f00dfeed5ec2e75ec2e75ec2e7f00dfe';

/** Answers a GET of paths that end so (before the query). */
const at =
  (end: string, status: number, body: unknown): Script =>
  ({ method, path }) =>
    method === 'GET' && path.replace(/\?.*/, '').endsWith(end) ? { status, body } : undefined;

describe('the table of kinds, where nothing was recorded', () => {
  it('shows a trunk with its parent and its subports', () => {
    const trunk = KIND_ROWS.trunk.parse({
      id: 't',
      name: 'trunk',
      project_id: PROJECT,
      status: 'DOWN',
      port_id: 'p0',
      sub_ports: [{ port_id: 'p1', segmentation_type: 'vlan', segmentation_id: 7 }],
      revision_number: 3,
    });
    expect(trunk).to.include({ kind: 'trunk', revision: 3, projectId: PROJECT });
    expect(wired(trunk.links)).to.deep.equal(['parentPort port p0', 'subport port p1']);
  });

  it('shows a backup with its volume, also of a Cinder that tells neither project nor metadata', () => {
    const item = {
      id: 'b',
      name: null,
      status: 'available',
      created_at: '2026-11-23T11:00:00.000000',
      size: 2,
      volume_id: 'v',
    };
    const backup = KIND_ROWS.backup.parse({ ...item, is_incremental: true, has_dependent_backups: false });
    expect(backup).to.deep.include({
      name: '',
      projectId: undefined,
      createdAt: '2026-11-23T11:00:00.000000Z',
      metadata: {},
    });
    expect(backup.facts).to.deep.equal({ sizeGiB: 2, incremental: true, hasDependents: false });
    expect(wired(backup.links)).to.deep.equal(['volume volume v']);
  });

  it('shows who holds a volume, and nothing of how to reach the disk', () => {
    const attachment = KIND_ROWS.volumeAttachment.parse({
      id: 'a',
      volume_id: 'v',
      instance: 's',
      status: 'attached',
      attached_at: '',
      connection_info: { auth_password: SECRET },
    });
    expect(wired(attachment.links)).to.deep.equal(['volume volume v', 'server server s']);
    expect(JSON.stringify(attachment)).to.not.include(SECRET);
  });

  it('shows a container under its name, with what it holds', () => {
    const container = KIND_ROWS.container.parse({
      name: 'c d',
      count: 2,
      bytes: 9,
      last_modified: '2026-11-23T11:00:00.123450',
    });
    expect(container).to.deep.include({
      id: 'c d',
      name: 'c d',
      projectId: undefined,
      facts: { objects: 2, bytes: 9 },
    });
    expect(container.createdAt).to.equal('2026-11-23T11:00:00.123450Z');
    expect(KIND_ROWS.container.item({ projectId: PROJECT, userId: 'u' }, 'c d')).to.equal('/c%20d');
  });

  it('keeps no secret of an EC2 credential, neither of a good list nor of a bad one, and leaves out other projects', async () => {
    const one = (tenant_id: unknown, access: string): unknown => ({ access, secret: SECRET, tenant_id, user_id: 'u' });
    const good = { credentials: [one(PROJECT, 'ours'), one('other', 'theirs')] };
    await withStandIn(at('/OS-EC2', 200, good), async (cloud) => {
      const session = await cloud.connect();
      const credentials = await list(session, 'ec2Credential');
      expect(credentials.map(({ id, projectId }) => ({ id, projectId }))).to.deep.equal([
        { id: 'ours', projectId: PROJECT },
      ]);
      expect(JSON.stringify([credentials, session.log])).to.not.include(SECRET);
    });
    await withStandIn(at('/OS-EC2', 200, { credentials: [one(7, 'ours')] }), async (cloud) => {
      const error = await failureOf(list(await cloud.connect(), 'ec2Credential'));
      expect(error.message).to.match(/cannot be read: tenant_id/);
      expect(error.message).to.not.include(SECRET);
    });
  });

  it('asks for containers after the last name, and takes an answer without a body for none', async () => {
    const all = Array.from({ length: 25 }, (_, index) => ({ name: `c${index + 10}`, count: 0, bytes: 0 }));
    const script: Script = ({ path }) => {
      const asked = new URL(path, 'http://host');
      if (!asked.pathname.includes('/swift/')) return undefined;
      const marker = asked.searchParams.get('marker') ?? '';
      const rest = all.filter(({ name }) => name > marker);
      return rest.length === 0 ? { status: 204 } : { status: 200, body: rest };
    };
    await withStandIn(script, async (cloud) => {
      expect(await list(await cloud.connect(), 'container')).to.have.length(25);
      expect(cloud.to('GET', /\/swift\//).map(({ path }) => path.replace(/^[^?]*/, ''))).to.deep.equal([
        '?limit=500&format=json',
        '?limit=500&format=json&marker=c34',
      ]);
    });
  });
});

describe('what a cloud or a credential lacks', () => {
  for (const [end, status, kind] of [
    ['/trunks', 404, 'trunk'],
    ['/backups/detail', 404, 'backup'],
    ['/attachments/detail', 404, 'volumeAttachment'],
    ['/OS-EC2', 403, 'ec2Credential'],
    [`AUTH_${PROJECT}`, 403, 'container'],
    [`AUTH_${PROJECT}`, 404, 'container'],
  ] as const) {
    it(`is named and no gap: ${kind}, ${status}`, async () => {
      await withStandIn(at(end, status, { error: { message: 'no' } }), async (cloud) => {
        const { gaps, notLookedAt } = await inventory(await cloud.connect());
        expect(gaps).to.deep.equal([]);
        expect(notLookedAt).to.have.length(1);
        expect(notLookedAt[0]?.startsWith(`${kind} (`)).to.equal(true);
      });
    });
  }

  it('is not asked for what no application credential is shown', async () => {
    await withStandIn(at('/OS-EC2', 200, { credentials: [] }), async (cloud) => {
      const session = { ...(await cloud.connect()), applicationCredentialId: 'a1' };
      const { gaps, notLookedAt } = await inventory(session);
      expect(gaps).to.deep.equal([]);
      expect(notLookedAt.join()).to.match(/^ec2Credential \(.*password\)$/);
      expect(cloud.to('GET', /OS-EC2/)).to.deep.equal([]);
    });
  });

  it('is a gap once it has been listed: what was there does not become a thing that nobody has', async () => {
    let looks = 0;
    const script: Script = ({ path }) => {
      if (!path.includes('/swift/')) return undefined;
      looks += 1;
      return looks === 1 ? { status: 200, body: [] } : { status: 403, body: 'no' };
    };
    await withStandIn(script, async (cloud) => {
      const session = await cloud.connect();
      expect((await inventory(session)).gaps).to.deep.equal([]);
      const again = await inventory(session);
      expect(again.gaps.map((gap) => gap.kind)).to.deep.equal(['container']);
      expect(again.notLookedAt).to.deep.equal([]);
    });
  });

  it('is a gap where the list fails in another way', async () => {
    await withStandIn(at('/backups/detail', 403, { error: { message: 'no' } }), async (cloud) => {
      expect((await inventory(await cloud.connect())).gaps.map((gap) => gap.kind)).to.deep.equal(['backup']);
    });
  });
});

describe('the microversion that Cinder is asked for', () => {
  const asked = async (document: unknown): Promise<unknown> => {
    let header: unknown;
    await withStandIn(at('/volume/v3/', document === undefined ? 404 : 200, document), async (cloud) => {
      await list(await cloud.connect(), 'volume');
      header = cloud.to('GET', /volumes\/detail/)[0]?.headers['openstack-api-version'];
    });
    return header;
  };

  it('is 3.43, or the newest of an older one, or none where no version is told', async () => {
    const offer = (version: string): unknown => ({ versions: [{ id: 'v3.0', version }] });
    expect(await asked(offer('3.70'))).to.equal('volume 3.43');
    expect(await asked(offer('3.27'))).to.equal('volume 3.27');
    expect(await asked(offer(''))).to.equal(undefined);
    expect(await asked(undefined)).to.equal(undefined);
  });
});
