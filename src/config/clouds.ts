import type { Redactor } from '../io/redact.ts';
import { TroikaError } from '../model/error.ts';
import { chooseCloud } from './chooseCloud.ts';
import type { ChosenCloud } from './chooseCloud.ts';
import { readAuth } from './cloudAuth.ts';
import type { CloudConfig } from './cloudConfig.ts';
import { readAuthUrl, readInterface, readTls } from './cloudEndpoint.ts';
import { fieldsOf } from './cloudFields.ts';
import { readFirst, settings } from './cloudFiles.ts';
import type { Place } from './cloudFiles.ts';

/**
 * Reads the cloud to use as openstacksdk does: clouds.yaml and secure.yaml along its search path, clouds-public.yaml for profiles, or
 * the `OS_*` variables. Every secret in them is made known to the redactor, also those of clouds that are not chosen.
 * @param tools.cloud the cloud asked for; without it OS_CLOUD decides
 * @throws TroikaError `usage` naming everything that is missing or wrong
 */
export async function loadCloud(
  tools: Place & { readonly redactor: Redactor; readonly cloud?: string },
): Promise<CloudConfig> {
  const clouds = await readFirst(tools, 'clouds', 'OS_CLIENT_CONFIG_FILE');
  const secure = await readFirst(tools, 'secure', 'OS_CLIENT_SECURE_FILE');
  const profiles = await readFirst(tools, 'clouds-public');
  const variables = Object.fromEntries(Object.entries(tools.env).filter(([name]) => name.startsWith('OS_')));
  for (const content of [clouds?.content, secure?.content, variables]) hideSecrets(content, tools.redactor);
  const cloud = chooseCloud({ env: tools.env, clouds, secure, profiles }, tools.cloud);
  return understand(cloud, tools);
}

function understand(cloud: ChosenCloud, tools: { readonly home: string; readonly redactor: Redactor }): CloudConfig {
  const fields = fieldsOf(cloud);
  const authUrl = readAuthUrl(fields);
  const auth = readAuth(fields, (text) => tools.redactor.secret(text));
  const face = readInterface(fields);
  const tls = readTls(cloud, fields, tools.home);
  const region = fields.value('region_name');
  if (authUrl === undefined || auth === undefined || face === undefined || fields.problems.length > 0) {
    throw new TroikaError('usage', `cloud "${cloud.name}" (${cloud.source}): ${fields.problems.join('; ')}`, {
      hint: cloud.fromEnv
        ? 'Set these variables, for instance by sourcing the openrc file of your project again.'
        : `Add them to the cloud in ${cloud.source}; secrets may stand in a secure.yaml beside it.`,
    });
  }
  const named = cloud.named ? ({ named: true } as const) : {};
  return {
    name: cloud.name,
    ...named,
    authUrl,
    auth,
    interface: face,
    ...tls,
    ...(region === undefined ? {} : { region }),
  };
}

const SECRET_KEY = /password|secret$|token$|passcode/i;

/** Makes every text under a key that names a secret known to the redactor. */
function hideSecrets(content: unknown, redactor: Redactor): void {
  for (const [key, value] of Object.entries(settings(content))) {
    if (typeof value === 'object') hideSecrets(value, redactor);
    else if (SECRET_KEY.test(key) && (typeof value === 'string' || typeof value === 'number'))
      redactor.secret(String(value));
  }
}
