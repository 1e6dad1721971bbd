import { absenceHint, endpointOf, type Catalogue, type Place } from './catalogue.ts';
import { CloudError } from './cloudError.ts';
import { rootOf, splitEndpoint, wholeEndpoint } from './endpoint.ts';
import { parseJson } from './json.ts';
import { SERVICES } from './services.ts';
import type { Service } from './session.ts';
import type { Transport } from './transport.ts';
import { chooseVersion, readVersions } from './versions.ts';

/** Where a service's paths hang, and the microversion to ask it for. */
export interface Root {
  readonly url: string;
  readonly microversion?: string;
}

export interface RootTools {
  readonly cloud: string;
  readonly catalogue: Catalogue;
  readonly place: Place;
  readonly projectId: string;
  readonly transport: Transport;
  readonly token: () => string;
}

/** Finds each service's root once. A failure is not kept: the next request asks anew. */
export function createRoots(tools: RootTools): (service: Service) => Promise<Root> {
  const found = new Map<Service, Promise<Root>>();
  return (service) => {
    const known = found.get(service) ?? discover(service, tools);
    found.set(service, known);
    known.catch(() => found.delete(service));
    return known;
  };
}

/**
 * Asks an endpoint without version which it offers, and a service with microversions always for these. Where the document
 * cannot be had (some proxies answer only below the version) the path is as every release has it, and no microversion is
 * asked for; compute, of which we need one, does not fit then.
 * @throws CloudError `broken` when the service is absent, unreachable, or too old
 */
async function discover(service: Service, tools: RootTools): Promise<Root> {
  const row = SERVICES[service];
  const endpoint = endpointOf(tools.catalogue, service, tools.place);
  if (endpoint === undefined) throw absent(service, tools);
  if (row.whole === true) return { url: wholeEndpoint(endpoint) };
  const { base, versioned } = splitEndpoint(endpoint);
  const url = rootOf(service, base, tools.projectId);
  if (versioned && row.microversion === undefined) return { url };
  const received = await tools.transport.send({
    service,
    method: 'GET',
    url: row.microversion === undefined ? `${base}/` : `${base}${row.version}/`,
    headers: { 'x-auth-token': tools.token() },
  });
  const offers = readVersions(parseJson(received.text));
  if (offers === undefined && row.microversion?.needed === undefined) return { url };
  const chosen = chooseVersion(row, offers ?? []);
  if (chosen.answer === 'misfit') throw misfit(service, endpoint, chosen.says, tools.cloud);
  return { url, ...(chosen.microversion === undefined ? {} : { microversion: chosen.microversion }) };
}

function absent(service: Service, { cloud, catalogue, place }: RootTools): CloudError {
  const [type] = SERVICES[service].types;
  const where = `with interface ${place.interface}${place.region === undefined ? '' : ` in region ${place.region}`}`;
  const says = `no ${type} service ${where} in the catalogue of cloud ${cloud}`;
  return new CloudError('broken', says, { fault: says, hint: absenceHint(catalogue, service, place) });
}

function misfit(service: Service, endpoint: string, says: string, cloud: string): CloudError {
  return new CloudError('broken', `the ${service} service of cloud ${cloud} ${says}`, {
    fault: says,
    hint: `Its endpoint in the catalogue is ${endpoint}.`,
  });
}
