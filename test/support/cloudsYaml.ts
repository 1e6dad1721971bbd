import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { forgetSecret, rememberSecret } from './secrets.ts';

/** How to log in to one project in both ways. */
export interface Login {
  readonly authUrl: string;
  readonly region: string;
  readonly userName: string;
  readonly password: string;
  readonly projectName: string;
  readonly applicationCredential: { readonly id: string; readonly secret: string };
}

/** A temporary folder with a clouds.yaml (readable by its owner alone) of the clouds `test` and `test-password`. */
export async function writeCloudsYaml(login: Login): Promise<{ path: string; remove: () => Promise<void> }> {
  const secrets = [login.password, login.applicationCredential.secret];
  secrets.forEach(rememberSecret);
  const folder = await mkdtemp(join(tmpdir(), 'troika-world-'));
  const path = join(folder, 'clouds.yaml');
  const common = { region_name: login.region, interface: 'public', identity_api_version: 3 };
  const clouds = {
    test: {
      ...common,
      auth_type: 'v3applicationcredential',
      auth: {
        auth_url: login.authUrl,
        application_credential_id: login.applicationCredential.id,
        application_credential_secret: login.applicationCredential.secret,
      },
    },
    'test-password': {
      ...common,
      auth: {
        auth_url: login.authUrl,
        username: login.userName,
        password: login.password,
        project_name: login.projectName,
        user_domain_name: 'Default',
        project_domain_name: 'Default',
      },
    },
  };
  await writeFile(path, dump({ clouds }), { mode: 0o600 });
  return {
    path,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      secrets.forEach(forgetSecret);
    },
  };
}
