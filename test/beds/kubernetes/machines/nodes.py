"""What kubeadm and kubelet would write into a cluster, as plain objects."""

FAKE = {'kwok.x-k8s.io/node': 'fake'}
STATIC_PODS = ('kube-apiserver', 'kube-controller-manager', 'kube-scheduler')
SIZE = {'cpu': '2', 'memory': '4Gi', 'pods': '110'}
DRIVER = 'cinder.csi.openstack.org'
ZONE = 'topology.cinder.csi.openstack.org/zone'


def node(server):
    """With the taint that kubelet sets when an external cloud provider is to tell the node's addresses."""
    name = server['name']
    labels = {'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, ZONE: server['zone']}
    taints = [{'key': 'node.cloudprovider.kubernetes.io/uninitialized', 'value': 'true', 'effect': 'NoSchedule'}]
    if server['control_plane']:
        labels['node-role.kubernetes.io/control-plane'] = ''
        taints.append({'key': 'node-role.kubernetes.io/control-plane', 'effect': 'NoSchedule'})
    return {
        'apiVersion': 'v1', 'kind': 'Node',
        'metadata': {'name': name, 'labels': labels,
                     'annotations': {**FAKE, 'volumes.kubernetes.io/controller-managed-attach-detach': 'true'}},
        'spec': {'providerID': server['provider'], 'taints': taints},
        'status': {'addresses': server['addresses'], 'allocatable': SIZE, 'capacity': SIZE,
                   'nodeInfo': {'kubeletVersion': server['version']}}}


def csi_node(server, uid):
    """What the node plug-in of Cinder CSI registers through kubelet."""
    owner = {'apiVersion': 'v1', 'kind': 'Node', 'name': server['name'], 'uid': uid}
    driver = {'name': DRIVER, 'nodeID': server['provider'].rsplit('/', 1)[1], 'topologyKeys': [ZONE]}
    return {'apiVersion': 'storage.k8s.io/v1', 'kind': 'CSINode',
            'metadata': {'name': server['name'], 'ownerReferences': [owner]}, 'spec': {'drivers': [driver]}}


def static_pod(component, name):
    """A mirror pod: Cluster API's control plane controller asks for these; a drain leaves them."""
    return {'apiVersion': 'v1', 'kind': 'Pod',
            'metadata': {'name': '%s-%s' % (component, name), 'namespace': 'kube-system',
                         'labels': {'component': component, 'tier': 'control-plane'},
                         'annotations': {'kubernetes.io/config.mirror': component}},
            'spec': {'nodeName': name, 'hostNetwork': True, 'containers': [{'name': component, 'image': component}],
                     'tolerations': [{'operator': 'Exists'}]}}


def kubeadm_config(name, host, port, version):
    text = ('apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\nclusterName: %s\n'
            'controlPlaneEndpoint: %s:%d\nkubernetesVersion: %s\n' % (name, host, port, version))
    return {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'kubeadm-config', 'namespace': 'kube-system'},
            'data': {'ClusterConfiguration': text}}


def to_create(servers, names):
    """Servers that have no node yet."""
    return [each for each in servers if each['active'] and not each['leaving'] and each['name'] not in names]


def to_delete(servers, known):
    """Names of nodes whose server is gone; nodes of somebody else's making stay."""
    there = {each['name'] for each in servers}
    return [each['metadata']['name'] for each in known
            if each['metadata']['name'] not in there and FAKE.items() <= each['metadata'].get('annotations', {}).items()]


def static_pods_to_create(servers, node_names, pod_names):
    return [(component, each['name']) for each in servers if each['control_plane'] and not each['leaving']
            for component in STATIC_PODS
            if each['name'] in node_names and '%s-%s' % (component, each['name']) not in pod_names]
