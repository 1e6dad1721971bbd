import { BOOK_DEMAND, TICKET_DEMAND } from '../admission/leaseDemand.ts';
import { addDemands, QUOTAS, type Quotas } from '../model/demand.ts';
import { TroikaError, says as saysError } from '../model/error.ts';
import { worst, type Verdict } from '../model/verdict.ts';
import type { Check } from '../report/doctorSchema.ts';

/** Everything is as it should be. */
export function ok(name: string, says: string): Check {
  return { name, state: 'ok', says, remedy: null, verdict: 'passed' };
}

/** A run works all the same. */
export function warn(name: string, says: string, remedy: string): Check {
  return { name, state: 'warn', says, remedy, verdict: 'passed' };
}

/** A run would end with this verdict. */
export function bad(name: string, verdict: Verdict, says: string, remedy: string | null): Check {
  return { name, state: 'bad', says, remedy, verdict };
}

export function unchecked(name: string, says: string): Check {
  return { name, state: 'unchecked', says, remedy: null, verdict: 'passed' };
}

/** An error as the check that met it. */
export function badOf(name: string, error: unknown): Check {
  if (!(error instanceof TroikaError)) return bad(name, 'broken', saysError(error), null);
  return bad(name, error.verdict, error.message, error.hint ?? null);
}

const NEEDED = [
  ['compute', 'Nova'],
  ['network', 'Neutron'],
  ['volume', 'Cinder'],
  ['image', 'Glance'],
  ['loadBalancer', 'Octavia'],
] as const;
export type NeededService = (typeof NEEDED)[number][0];

/** @param has whether the catalogue has an endpoint for a service @param there the types that it has */
export function judgeServices(has: (service: NeededService) => boolean, there: readonly string[]): Check {
  const absent = NEEDED.filter(([service]) => !has(service)).map(([, name]) => name);
  if (absent.length === 0) return ok('services', NEEDED.map(([, name]) => name).join(', '));
  const remedy = `The catalogue has ${there.join(', ') || 'nothing'}: another region or interface in clouds.yaml? A cluster needs them all.`;
  return bad('services', 'refused', `not in the catalogue: ${absent.join(', ')}`, remedy);
}

const MAKERS = ['member', '_member_', 'manager', 'admin'];

/** Roles that OpenStack's own policies name (oslo.policy; keystone bootstrap). Others are an operator's own. */
export function judgeRoles(roles: readonly string[]): Check {
  if (roles.length === 0) return unchecked('roles', 'the token names none');
  if (roles.some((role) => MAKERS.includes(role))) return ok('roles', roles.join(', '));
  const remedy = 'Ask for the role member in this project.';
  if (roles.every((role) => role === 'reader'))
    return bad('roles', 'unauthorised', 'reader alone: it may look, and make nothing', remedy);
  return warn('roles', `${roles.join(', ')}: whether they may make things is not known`, remedy);
}

const SKEW_SECONDS = 5;

/** Both in milliseconds; the cloud tells whole seconds. */
export function judgeClock(here: number, cloud: number): Check {
  const seconds = Math.round((here - cloud) / 1000);
  const says = `this machine is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the cloud`;
  if (Math.abs(seconds) <= SKEW_SECONDS) return ok('clock', seconds === 0 ? 'agrees with the cloud' : says);
  return warn('clock', says, "Harmless: where times are compared, the cloud's count. Logs show this machine's.");
}

/** Whether one network, one subnet and one port can be had for a lease book that is not there yet. */
export function judgeRoomForBook(quotas: Partial<Quotas>): Check {
  const demand = addDemands(BOOK_DEMAND, TICKET_DEMAND);
  const full = QUOTAS.flatMap((name) => {
    const quota = quotas[name];
    return quota !== undefined && demand[name] > 0 && quota.limit - quota.used < demand[name]
      ? [`${name}: ${quota.used} of ${quota.limit} are used`]
      : [];
  });
  if (full.length === 0)
    return ok('lease book', 'there is none yet; the first run makes it, or troika init, and there is room for it');
  const remedy =
    'It takes one network, one subnet, and one port a lease. Free what is left over, or have the quota raised.';
  return bad('lease book', 'refused', `there is none, and no room for it: ${full.join('; ')}`, remedy);
}

/** Runs that go by different times do not agree on who is dead. @param others lease.ttl of the tickets in the book, in seconds */
export function judgeTtl(own: number, others: readonly number[]): Check | undefined {
  const different = [...new Set(others)].filter((ttl) => ttl !== own);
  if (different.length === 0) return undefined;
  const says = `lease.ttl is ${own}s here and ${different.map((ttl) => `${ttl}s`).join(', ')} elsewhere`;
  return warn('lease book', says, 'Give lease.ttl the same value in every configuration that shares this project.');
}

/** @param free undefined where the API does not tell @param need floating IPs and gateways of the largest cluster */
export function judgeAddresses(free: number | undefined, need: number): Check {
  if (free === undefined)
    return unchecked('addresses', 'how many the external network has left, its cloud tells operators only');
  const says = `the external network has ${free} left`;
  if (free >= Math.max(1, need)) return ok('addresses', says);
  return warn(
    'addresses',
    `${says}; the largest cluster needs ${need}`,
    "Other projects use it, too: ask the cloud's operator.",
  );
}

export interface SeenImage {
  readonly name: string;
  readonly status: string;
}

/** Whether the image that a cluster names can be used: one of that name, and active. */
export function judgeImage(label: string, name: string, images: readonly SeenImage[]): readonly Check[] {
  const found = images.filter((image) => image.name === name);
  const names = [...new Set(images.map((image) => image.name))].sort().join(', ') || 'none';
  if (found.length === 0)
    return [bad('image', 'usage', `${label}: there is no image ${name}`, `This project sees: ${names}.`)];
  if (found.length > 1)
    return [
      bad('image', 'usage', `${label}: there are ${found.length} images called ${name}`, 'Name one that is alone.'),
    ];
  const status = found[0]?.status ?? '';
  if (status === 'active') return [];
  return [
    bad('image', 'refused', `${label}: the image ${name} is ${status}`, 'Wait until it is active, or name another.'),
  ];
}

/**
 * What a credential may not do matters where clusters of generation v1 make application credentials of their own
 * (keystone api/users.py, _check_unrestricted_application_credential).
 * @param unrestricted undefined: the credential is a password or token
 * @param v1 labels of such clusters; undefined without a configuration
 */
export function judgeCredential(unrestricted: boolean | undefined, v1: readonly string[] | undefined): Check {
  const name = 'application credential';
  if (unrestricted === undefined) return ok(name, 'none in use: the login is a password or a token');
  if (unrestricted) return ok(name, 'unrestricted');
  const what = 'restricted: it may not make application credentials, which clusters of generation v1 do';
  const remedy = 'openstack application credential create --unrestricted NAME, and use that in clouds.yaml.';
  if (v1 === undefined) return warn(name, what, remedy);
  if (v1.length === 0) return ok(name, 'restricted, which is enough for these clusters');
  return bad(name, 'unauthorised', `${what} (${v1.join(', ')})`, remedy);
}

/** The worst of the checks. */
export function verdictOf(checks: readonly Check[]): Verdict {
  return worst(checks.map((check) => ({ verdict: check.verdict, why: check.says })));
}
