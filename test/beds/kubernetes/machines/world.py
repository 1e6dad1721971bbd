"""What the management API says: clusters, and the servers behind their machines."""
from collections import defaultdict

OWNER = 'cluster.x-k8s.io/cluster-name'
CONTROL_PLANE = 'cluster.x-k8s.io/control-plane'
# Cluster API's control plane controller asks a node's own API server for this when it is missing.
EXPIRY = 'machine.cluster.x-k8s.io/certificates-expiry'


def look(api):
    """(clusters by uid, servers by (namespace, cluster), configs without a date of expiry). All or nothing."""
    core, openstack, bootstrap = (api.group(name) for name in (
        'cluster.x-k8s.io', 'infrastructure.cluster.x-k8s.io', 'bootstrap.cluster.x-k8s.io'))
    clusters = {each['metadata']['uid']: each for each in api.items(core + '/clusters')}
    configs = ['%s/namespaces/%s/kubeadmconfigs/%s' % (bootstrap, each['metadata']['namespace'], each['metadata']['name'])
               for each in api.items(bootstrap + '/kubeadmconfigs') if undated(each)]
    return clusters, servers(api.items(core + '/machines'), api.items(openstack + '/openstackmachines')), configs


def undated(config):
    metadata = config['metadata']
    return CONTROL_PLANE in metadata.get('labels', {}) and EXPIRY not in metadata.get('annotations', {})


def servers(machines, openstack_machines):
    """Of each cluster its servers. An OpenStackMachine has its provider id as long as its server is there."""
    machine_of = {(each['metadata']['namespace'], each['spec']['infrastructureRef']['name']): each for each in machines}
    found = defaultdict(list)
    for each in openstack_machines:
        metadata, labels = each['metadata'], each['metadata'].get('labels', {})
        machine = machine_of.get((metadata['namespace'], metadata['name']))
        if machine is None or not each['spec'].get('providerID'):
            continue
        found[metadata['namespace'], labels.get(OWNER)].append({
            'name': metadata['name'],
            'provider': each['spec']['providerID'],
            'active': each.get('status', {}).get('ready', False),
            'leaving': 'deletionTimestamp' in metadata or 'deletionTimestamp' in machine['metadata'],
            'addresses': each.get('status', {}).get('addresses', []),
            'control_plane': CONTROL_PLANE in labels,
            'version': machine['spec'].get('version', ''),
            'zone': machine['spec'].get('failureDomain') or 'nova',
        })
    return found


def boots(cluster, its_servers):
    """Whether the cluster's first server would now start a control plane."""
    return ('deletionTimestamp' not in cluster['metadata'] and bool(endpoint(cluster)[0]) and not deaf(cluster)
            and any(each['control_plane'] and each['active'] for each in its_servers))


def deaf(cluster):
    """Whether its endpoint is an address that nothing on this machine listens on."""
    host = endpoint(cluster)[0]
    return bool(host) and not host.startswith('127.')


def lives(its_servers):
    """Whether there is a server on which the control plane runs."""
    return any(each['control_plane'] for each in its_servers)


def endpoint(cluster):
    given = cluster['spec'].get('controlPlaneEndpoint', {})
    return given.get('host', ''), given.get('port') or 6443
