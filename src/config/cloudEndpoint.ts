import type { ChosenCloud } from './chooseCloud.ts';
import type { CloudConfig } from './cloudConfig.ts';
import type { Fields } from './cloudFields.ts';

/**
 * Keystone's versioned root, ending in `/v3` whether the settings have it or not; `{region_name}` and the like are filled in, as
 * openstacksdk does (openstack/config/loader.py, magic_fixes).
 */
export function readAuthUrl(fields: Fields): string | undefined {
  const given = fields.need('auth_url');
  if (given === undefined) return undefined;
  const filled = given.replace(/\{(\w+)\}/g, (whole, name: string) => fields.value(name) ?? whole);
  const open = /\{\w*\}/.exec(filled);
  if (open !== null) {
    fields.wrong('auth_url', `holds ${open[0]}, which has no value`);
    return undefined;
  }
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    fields.wrong('auth_url', 'is not an http or https URL');
    return undefined;
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    fields.wrong('auth_url', 'must hold no user, no password and no query');
    return undefined;
  }
  const root = url.href.replace(/\/+$/, '').replace(/\/v(2\.0|3)$/, '');
  return `${root}/v3`;
}

/** `publicURL` is an old spelling of `public`; `endpoint_type` an old name of `interface`, which wins as in openstacksdk. */
export function readInterface(fields: Fields): CloudConfig['interface'] | undefined {
  const given = fields.value('interface', 'endpoint_type')?.replace(/URL$/, '');
  if (given === 'public' || given === 'internal' || given === 'admin') return given;
  fields.wrong('interface', 'must be public, internal or admin');
  return undefined;
}

/**
 * How certificates are checked (openstack/config/cloud_region.py, get_requests_verify_args): `insecure` beats `verify`, a text in
 * `verify` is the path of a CA bundle.
 */
export function readTls(
  cloud: ChosenCloud,
  fields: Fields,
  home: string,
): { readonly verify: boolean; readonly cacert?: string } {
  const { verify, insecure } = cloud.settings;
  if (fields.value('cert') !== undefined) fields.wrong('cert', 'client certificates are not supported');
  if (insecure === true || (typeof insecure === 'string' && insecure.toLowerCase() === 'true'))
    return { verify: false };
  if (verify === false) return { verify: false };
  if (typeof verify === 'string' && /^(true|false|yes|no|0|1)$/i.test(verify)) {
    fields.wrong(
      'verify',
      `the text "${verify}" would be the path of a CA bundle; use insecure to switch the check off`,
    );
  }
  const bundle = fields.value('cacert') ?? (typeof verify === 'string' && verify !== '' ? verify : undefined);
  return bundle === undefined ? { verify: true } : { verify: true, cacert: bundle.replace(/^~(?=\/|$)/, () => home) };
}
