"""Secrets of a cluster in the management API: those it has, and those that an external etcd asks for."""
import base64

from api import data
from world import OWNER


def secret(api, cluster, suffix):
    metadata = cluster['metadata']
    found = api.find('/api/v1/namespaces/%s/secrets/%s-%s' % (metadata['namespace'], metadata['name'], suffix))
    return found and data({'kind': 'Secret', **found})


def authority(api, cluster):
    """The files of pki/ that the control plane controller made; None until it has."""
    ca, sa = secret(api, cluster, 'ca'), secret(api, cluster, 'sa')
    if ca is None or sa is None:
        return None
    return {'ca.crt': ca['tls.crt'], 'ca.key': ca['tls.key'], 'sa.key': sa['tls.key']}


def make_etcd_secrets(api, cluster, pki):
    """Any pair will do: nobody connects with it. False while those of an earlier Cluster of the same name are still there."""
    metadata = cluster['metadata']
    secrets = '/api/v1/namespaces/%s/secrets' % metadata['namespace']
    owner = {'apiVersion': cluster['apiVersion'], 'kind': 'Cluster', 'name': metadata['name'], 'uid': metadata['uid']}
    pair = {'tls.%s' % part: base64.b64encode((pki / ('front-proxy-ca.%s' % part)).read_bytes()).decode() for part in ('crt', 'key')}
    there = []
    for suffix in ('etcd', 'apiserver-etcd-client'):
        name = '%s-%s' % (metadata['name'], suffix)
        there.append(api.create(secrets, {
            'apiVersion': 'v1', 'kind': 'Secret', 'type': 'cluster.x-k8s.io/secret', 'data': pair,
            'metadata': {'name': name, 'labels': {OWNER: metadata['name']}, 'ownerReferences': [owner]},
        }) or not owned_by_another(api.find('%s/%s' % (secrets, name)), metadata['uid']))
    return all(there)


def owned_by_another(found, uid):
    """Gone meanwhile is as good as another's."""
    owners = [] if found is None else found['metadata'].get('ownerReferences', [])
    return found is None or any(each['kind'] == 'Cluster' and each['uid'] != uid for each in owners)
