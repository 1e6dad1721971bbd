import { constants, createHash, publicEncrypt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { World } from '../support/world.ts';
import type { BedFile } from './rest.ts';
import type { Files } from './repository.ts';

/** What a tenant decides. */
export interface Site {
  /** `node`: a static one over ssh; `{ nodes: [] }`: the executor itself. */
  readonly nodeset: string;
  /** Seconds of time-out of jobs that say none of their own. */
  readonly timeout?: number;
  /** Variables of all jobs. */
  readonly vars?: Readonly<Record<string, string | boolean>>;
  /** Where its cloud is said to be; else where it is. */
  readonly authUrl?: string;
  /** Configuration beside it. */
  readonly more?: string;
  /** Files beside those of this repository. */
  readonly files?: Files;
}

/**
 * Troika's jobs as a tenant has them: what this repository brings, and a file of the tenant's own.
 * @param mark a variable that tells this state from all others
 */
export async function jobsOf(bed: BedFile, world: World, site: Site, mark: string): Promise<Files> {
  const own = await Promise.all([filesOf('zuul.d'), filesOf('playbooks')]);
  return { ...Object.assign({}, ...own), ...site.files, 'zuul.d/site.yaml': await siteOf(bed, world, site, mark) };
}

async function filesOf(folder: string): Promise<Files> {
  const names = await readdir(folder);
  const read = names.map(async (name) => [`${folder}/${name}`, await readFile(join(folder, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(read));
}

interface Clouds {
  readonly clouds: { readonly test: { readonly region_name: string; readonly auth: Readonly<Record<string, string>> } };
}

/** The tenant's file, as docs/zuul.md says it is written. */
async function siteOf(bed: BedFile, world: World, site: Site, mark: string): Promise<string> {
  const { clouds } = load(await readFile(world.cloudsYaml, 'utf8')) as Clouds;
  const { auth_url: url, application_credential_id: id, application_credential_secret: secret } = clouds.test.auth;
  const vars = Object.entries(site.vars ?? {});
  const node = await archive(bed, /^node-.*\.tgz$/);
  const troika = await archive(bed, /^troika-.*\.tar\.gz$/);
  return `
- secret:
    name: troika-cloud
    data:
      auth_type: v3applicationcredential
      region_name: ${clouds.test.region_name}
      auth:
        auth_url: ${site.authUrl ?? url}
        application_credential_id: ${id}
        application_credential_secret: !encrypted/pkcs1-oaep
          - ${await encrypted(bed, secret ?? '')}
- job:
    name: troika-installed
    nodeset: ${site.nodeset}
    vars:
      bed_mark: ${mark}
      troika_zuul_url: ${bed.api.replace('/api/tenant/', '/t/')}
      troika_package_url: ${troika.url}
      troika_package_sha256: ${troika.sha256}
      troika_node_url: ${node.url}
      troika_node_sha256: ${node.sha256}
${vars.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}\n`).join('')}${site.timeout === undefined ? '' : `- job: { name: troika-base, timeout: ${site.timeout} }\n`}${site.more ?? ''}`;
}

/** As zuul-client encrypt does it (Zuul: tools/encrypt_secret.py), for the project that has Troika's jobs. */
export async function encrypted(bed: BedFile, text: string): Promise<string> {
  const key = await (await fetch(`${bed.api}/key/troika.pub`)).text();
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(text)).toString('base64');
}

async function archive(bed: BedFile, name: RegExp): Promise<{ readonly url: string; readonly sha256: string }> {
  const folder = join(bed.directory, 'public');
  const found = (await readdir(folder)).find((one) => name.test(one));
  if (found === undefined) throw new Error(`there is no ${name} in ${folder}`);
  const path = join(folder, found);
  return {
    url: `file://${path}`,
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  };
}
