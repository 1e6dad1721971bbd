/** What the catalogue names. */
const SERVICES = [
  { type: 'network', name: 'neutron', path: () => '/network' },
  { type: 'volumev3', name: 'cinder', path: (project: string) => `/volume/v3/${project}` },
  { type: 'image', name: 'glance', path: () => '/image' },
  { type: 'compute', name: 'nova', path: () => '/compute/v2.1' },
  { type: 'object-store', name: 'swift', path: (project: string) => `/object-store/v1/AUTH_${project}` },
  { type: 'load-balancer', name: 'octavia', path: () => '/load-balancer' },
  { type: 'identity', name: 'keystone', path: () => '/identity/v3' },
] as const;

/** The services' catalogue of a project's token; every service has one address for all interfaces. */
export function catalogue(base: string, projectId: string): unknown[] {
  return SERVICES.map(({ type, name, path }) => {
    const url = `${base}${path(projectId)}`;
    const endpoint = (face: string): unknown => {
      return { id: `${face}-${name}`, interface: face, region_id: 'RegionOne', region: 'RegionOne', url };
    };
    return { id: name, type, name, endpoints: [endpoint('public'), endpoint('internal')] };
  });
}
