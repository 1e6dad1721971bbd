import { readFile } from 'node:fs/promises';
import { codeOf } from '../../io/files.ts';
import { credentialTexts } from '../../creators/runMarks.ts';
import { says, TroikaError } from '../../model/error.ts';
import { createApplicationCredential, findApplicationCredential } from '../../openstack/applicationCredential.ts';
import { CloudError, hasStatus } from '../../openstack/cloudError.ts';
import { remove } from '../../openstack/remove.ts';
import type { Session } from '../../openstack/session.ts';
import type { ProvisionContext } from '../provisioner.ts';
import type { ControllerLogin } from './cloudTexts.ts';

/**
 * What a cluster's controllers log in with: a credential of their own, which ends with the cluster and can be taken away
 * from them alone; or, where the one in use may make none, that one.
 * @throws CloudError; TroikaError usage when there is none to hand on
 */
export async function controllerLogin(context: ProvisionContext): Promise<ControllerLogin> {
  const { session } = context;
  const { authUrl, verify, interface: endpoint, cacert } = session.config;
  const authorities = cacert === undefined ? undefined : await readAuthorities(cacert);
  const credential = (await ownCredential(context)) ?? sharedCredential(session);
  return { authUrl, region: session.region, interface: endpoint, verify, authorities, ...credential };
}

type Credential = Pick<ControllerLogin, 'id' | 'secret'>;

async function ownCredential(context: ProvisionContext): Promise<Credential | undefined> {
  const { cluster, clock, signal } = context;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made = await tryOnce(context, `${cluster}/credential${attempt === 1 ? '' : `#${attempt}`}`);
      await context.ownCredential?.();
      return made;
    } catch (error) {
      if (hasStatus(error, 403)) return undefined;
      if (!(error instanceof CloudError) || attempt >= MOST_TRIES || !mayPass(error)) throw error;
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}

const MOST_TRIES = 4;
const PAUSE_MS = 2000;

/** Keystone has answered 400 under load to a credential that it made a moment later; 409 is one of an attempt without an answer. */
function mayPass({ status }: CloudError): boolean {
  return status === undefined || status === 400 || status === 409 || status >= 500;
}

/** Removes first what an earlier attempt may have made: nobody knows the secret of that one. */
async function tryOnce(
  { session, cluster, journal, redactor, signal }: ProvisionContext,
  intent: string,
): Promise<Credential> {
  const texts = credentialTexts(cluster);
  const about = { cluster, kind: 'applicationCredential' } as const;
  const lost = await findApplicationCredential(session, texts.name, signal);
  if (lost?.description === texts.description) await remove(session, lost, { signal });
  await journal.write({ type: 'intent', intent, do: 'create', name: texts.name, ...about });
  try {
    const made = await createApplicationCredential(session, texts, signal);
    redactor.secret(made.secret.reveal());
    await journal.write({ type: 'outcome', intent, ok: true, id: made.id, ...about });
    return made;
  } catch (error) {
    const why = hasStatus(error, 403) ? SHARED : says(error);
    await journal.write({ type: 'outcome', intent, ok: false, says: why, ...about });
    throw error;
  }
}

const SHARED = 'the credential in use may make no other: the cluster gets the same one';

function sharedCredential({ config }: Session): Credential {
  if (config.auth.type === 'applicationCredential') return { id: config.auth.id, secret: config.auth.secret };
  throw new TroikaError('unauthorised', `cloud ${config.name} lets nobody make an application credential`, {
    hint: 'Log in with an application credential made with --unrestricted, or ask for the right to make some.',
  });
}

async function readAuthorities(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new TroikaError('usage', `cannot read the CA bundle ${path}: ${codeOf(error)}`);
  });
}
