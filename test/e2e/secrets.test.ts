import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow, makePlace, onlyRun, troika } from '../support/program.ts';
import { refuseSecrets, rememberSecret, secretsKnown } from '../support/secrets.ts';
import { makeSimWorld } from '../support/simWorld.ts';

/** A program that tells all it can: its environment, and the user's clouds.yaml, plain and in two encodings. */
const TELLTALE = `
  const clouds = require('fs').readFileSync(process.env.OS_CLIENT_CONFIG_FILE, 'utf8');
  const secret = /application_credential_secret: (\\S+)/.exec(clouds)[1];
  console.log(clouds);
  console.error(Buffer.from(secret).toString('base64'), encodeURIComponent(secret));
  process.exit(1);
`;

describe('secrets', function () {
  this.timeout(60_000);

  it('stand in no file and in no output of a run, its clean-up and its reports', async () => {
    const world = await makeSimWorld({ book: true });
    const place = await makePlace();
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    try {
      const suites = [{ suite: 'command', name: 'telltale', run: [process.execPath, '-e', TELLTALE] }];
      const clusters = [{ label: 'one', provisioner: 'footprint', suites }];
      await place.write('troika.yaml', JSON.stringify({ lease: { ttl: '15s' }, clusters }));

      const ran = await troika(['run', '--keep', '--json'], { cwd: place.path, env });
      expect(ran.code, ran.err).to.equal(1);
      const run = await onlyRun(place);
      for (const token of world.sim.world.tokens.keys()) rememberSecret(token);
      const cleaned = await troika(['down', run, '--yes', '--json'], { cwd: place.path, env });
      expect(cleaned.code, cleaned.err).to.equal(0);
      expect((await troika(['report', run], { cwd: place.path, env })).code).to.equal(0);

      for (const token of world.sim.world.tokens.keys()) rememberSecret(token);
      expect(secretsKnown()).to.be.greaterThan(3);
      const files = await filesBelow(place.path);
      expect(files.size).to.be.greaterThan(6);
      for (const [file, text] of [...files, ['the output', ran.out + ran.err + cleaned.out + cleaned.err] as const])
        refuseSecrets(text, file);
      const [output] = [...files].filter(([file]) => file.endsWith(join('telltale', 'output.log')));
      expect(output?.[1]).to.include('[secret]');
      expect(await readFile(world.cloudsYaml, 'utf8')).to.include('application_credential_secret');
    } finally {
      await place.remove();
      await world.dispose();
    }
  });

  it('are found by the search in every form', () => {
    rememberSecret('a-s3cret/with+signs');
    for (const text of [
      'x a-s3cret/with+signs y',
      'a-s3cret%2Fwith%2Bsigns',
      ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}a-s3cret/with+signs and more`).toString('base64')),
    ]) {
      expect(() => refuseSecrets(text, 'a text'), text).to.throw('a secret stands in a text');
    }
  });
});
