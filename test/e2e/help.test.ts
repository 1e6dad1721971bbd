import { expect } from 'chai';
import { makePlace, troika, type Place } from '../support/program.ts';

/** Every command, as it is typed. */
const COMMANDS = [
  'run',
  'status',
  'down',
  'forceclean',
  'forceclean apply',
  'forceclean sweep',
  'lease list',
  'lease extend',
  'lease release',
  'init',
  'doctor',
  'kubeconfig',
  'report',
  'compare',
  'lint',
  'tools install',
  'tools list',
  'upgrade plan',
  'demo',
];

describe('troika --help', function () {
  this.timeout(60_000);
  let place: Place;

  before(async () => (place = await makePlace()));
  after(() => place.remove());

  async function said(...args: string[]): Promise<string> {
    const { code, out, err } = await troika(args, { cwd: place.path });
    expect(code, err).to.equal(0);
    return out;
  }

  it('names every command', async () => {
    const groups = ['lease', 'forceclean', 'tools', 'upgrade'];
    const texts = await Promise.all([said('--help'), ...groups.map((group) => said(group, '--help'))]);
    const text = texts.join('\n');
    for (const command of COMMANDS) expect(text).to.match(new RegExp(`^ +troika ${command}\\b`, 'm'));
  });

  it('has examples for each command, which begin with that command', async () => {
    for (const command of COMMANDS) {
      const [, examples = ''] = (await said(...command.split(' '), '--help')).split('Examples:\n');
      expect(examples, command).to.match(new RegExp(`^ +\\S*.*troika ${command}\\b`, 'm'));
    }
  });

  it('is what a wrong command line points to, of that very command', async () => {
    for (const [args, hint] of [
      [['forceclean', 'apply'], 'troika forceclean apply --help'],
      [['lease', 'extend', '--for', '4h'], 'troika lease extend --help'],
      [['down'], 'troika down --help'],
      [['status', '--wrong'], 'troika status --help'],
      [['upgrade', 'plan', '--from', '1.33'], 'troika upgrade plan --help'],
    ] as const) {
      const { code, err } = await troika(args, { cwd: place.path });
      expect(code, err).to.equal(2);
      expect(err)
        .to.match(new RegExp(`\\n  See: ${hint}\\n$`))
        .and.to.not.include('non-option');
    }
  });

  it('is completed by a shell: commands, commands of a command, and options', async () => {
    const completed = async (...words: string[]): Promise<readonly string[]> =>
      (await said('--get-yargs-completions', 'troika', ...words)).trim().split('\n');
    expect(await completed('')).to.include.members([
      'status',
      'doctor',
      'down',
      'lease',
      'init',
      'kubeconfig',
      'compare',
    ]);
    expect(await completed('lease', '')).to.include.members(['list', 'extend', 'release']);
    expect(await completed('forceclean', '')).to.include('apply');
    expect(await completed('upgrade', '')).to.include('plan');
    expect(await completed('tools', '')).to.include.members(['install', 'list']);
    expect(await completed('tools', 'install', '')).to.include.members(['sonobuoy', 'e2e.test']);
    expect(await completed('upgrade', 'plan', '--')).to.include.members(['--from', '--to', '--release']);
    expect(await completed('lease', 'extend', '--')).to.include('--for');
    expect(await completed('status', '--')).to.include.members(['--watch', '--json', '--cloud']);
    expect(await said('completion'))
      .to.include('troika')
      .and.to.include('complete');
  });
});
