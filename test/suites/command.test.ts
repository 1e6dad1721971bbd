import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CommandConfig } from '../../src/config/config.ts';
import type { SuiteResult } from '../../src/model/result.ts';
import { commandSuite } from '../../src/suites/command.ts';
import type { Subject, SuiteContext } from '../../src/suites/suite.ts';
import { openScene, SUBJECT, type Scene } from './scene.ts';

describe('A program as a suite', () => {
  let scene: Scene;
  let context: SuiteContext;

  beforeEach(async () => {
    scene = await openScene();
    ({ context } = scene);
  });
  afterEach(() => scene.end());

  function suite(code: string, spec: Partial<CommandConfig> = {}, about: Partial<Subject> = {}): Promise<SuiteResult> {
    const whole: CommandConfig = {
      suite: 'command',
      name: 'e2e',
      run: [process.execPath, '-e', code],
      timeoutSeconds: 60,
      env: {},
      ...spec,
    };
    return commandSuite({ INHERITED: 'yes', TROIKA_CLUSTER: 'not this' }, context.folder).run(
      whole,
      { ...SUBJECT, ...about },
      context,
    );
  }

  const write = (xml: string): string =>
    `require('fs').writeFileSync(process.env.TROIKA_SUITE_DIR + '/junit.xml', ${JSON.stringify(xml)})`;

  it('is told what it needs of the cluster', async () => {
    await suite('console.log(JSON.stringify(process.env))', { env: { LEVEL: '3' } }, { kubeconfig: '/k' });
    expect(JSON.parse(await readFile(join(context.folder, 'output.log'), 'utf8'))).to.include({
      INHERITED: 'yes',
      LEVEL: '3',
      TROIKA_CLUSTER: 'tabcdefghia',
      TROIKA_ENDPOINT: 'https://192.0.2.1:6443',
      TROIKA_SUITE_DIR: context.folder,
      KUBECONFIG: '/k',
    });
  });

  it('has no KUBECONFIG where there is none', async () => {
    const result = await suite('process.exitCode = "KUBECONFIG" in process.env ? 1 : 0');
    expect(result.state).to.equal('passed');
  });

  it('is judged by the report it writes, and both files are named', async () => {
    const xml = '<testsuite tests="1"><testcase name="a"/></testsuite>';
    const result = await suite(write(xml), { junit: 'junit.xml' });
    expect(result).to.deep.include({
      suite: 'e2e',
      state: 'passed',
      cases: [{ name: 'a', state: 'passed', seconds: 0 }],
    });
    expect(result.files).to.deep.equal(
      ['output.log', 'junit.xml'].map((file) => `clusters/tabcdefghia/suites/e2e/${file}`),
    );
    expect(result.seconds).to.be.greaterThan(0);
  });

  it('is broken when it writes no report', async () => {
    const result = await suite('', { junit: 'junit.xml' });
    expect(result).to.include({ state: 'broken', says: 'it wrote no JUnit report (exit code 0)' });
    expect(result.files).to.have.lengthOf(1);
  });

  it('is broken when it is not there', async () => {
    expect(await suite('', { run: ['/nowhere/e2e'] })).to.include({
      state: 'broken',
      says: '/nowhere/e2e is not there',
    });
  });

  it('leaves no secret in its output, its report, or its result', async () => {
    scene.redactor.secret('a<b>&c-secret');
    const xml =
      '<testsuite><testcase name="a&lt;b&gt;&amp;c-secret"><failure>plain: base</failure></testcase></testsuite>'.replace(
        'base',
        Buffer.from('a<b>&c-secret').toString('base64'),
      );
    const result = await suite(`${write(xml)}; console.log('a<b>&c-secret'); process.exitCode = 1`, {
      junit: 'junit.xml',
    });
    expect(result.state).to.equal('failed');
    const written = await readFile(join(context.folder, 'junit.xml'), 'utf8');
    const all = [JSON.stringify(result), await readFile(join(context.folder, 'output.log'), 'utf8'), written].join(
      '\n',
    );
    expect(all).to.contain('[secret]');
    expect(JSON.stringify(result)).not.to.contain('c-secret');
    expect(all).not.to.contain('a<b>&c-secret');
    expect(written).not.to.contain(Buffer.from('a<b>&c-secret').toString('base64').slice(0, 16));
  });
});
