"""Which containers of a cluster have a program here, and with which arguments it runs: those of the pod, translated."""
import re

# By the name of a container, or of its image.
PROGRAMS = {
    'openstack-cloud-controller-manager': 'occm',
    'cinder-csi-plugin': 'cinder-csi',
    'csi-provisioner': 'csi-provisioner',
    'csi-attacher': 'csi-attacher',
    'csi-snapshotter': 'csi-snapshotter',
    'snapshot-controller': 'snapshot-controller',
}
SIDECARS = ('csi-provisioner', 'csi-attacher', 'csi-snapshotter')
# Said anew below, or of no use outside a pod. Those that begin with leader-elect go, too: there is one process only.
OURS = {'kubeconfig', 'master', 'authentication-kubeconfig', 'authorization-kubeconfig', 'bind-address', 'secure-port', 'port',
        'address', 'webhook-bind-address', 'webhook-secure-port', 'http-endpoint', 'metrics-address', 'endpoint', 'csi-address',
        'provide-node-service'}


def program_of(container):
    image = container.get('image', '').split('@')[0].rsplit('/', 1)[-1].split(':')[0]
    return PROGRAMS.get(container['name']) or PROGRAMS.get(image)


def chosen(pods):
    """Of each program the pod and container that it runs for: the oldest pod on a node that is not being deleted.

    With several replicas the others would wait for the lease of leader election. The node plug-in of Cinder CSI has the same
    container as its controller; it mounts volumes, which nothing here does.
    """
    found = {}
    for pod in sorted(pods, key=lambda each: (each['metadata']['creationTimestamp'], each['metadata']['name'])):
        containers = pod['spec']['containers']
        if ('deletionTimestamp' in pod['metadata'] or not pod['spec'].get('nodeName')
                or any(each['name'] == 'node-driver-registrar' for each in containers)):
            continue
        for container in containers:
            program = program_of(container)
            if program:
                found.setdefault(program, (pod, container))
    return found


def environment(pod, container, contents):
    """The container's variables; `contents(kind, name)` gives those of a Secret or ConfigMap."""
    fields = {'spec.nodeName': pod['spec'].get('nodeName', ''), 'metadata.name': pod['metadata']['name'],
              'metadata.namespace': pod['metadata']['namespace'], 'status.podIP': '127.0.0.1', 'status.hostIP': '127.0.0.1'}
    found = {}
    for each in container.get('env', []):
        source = each.get('valueFrom', {})
        if 'fieldRef' in source:
            found[each['name']] = fields.get(source['fieldRef']['fieldPath'], '')
        for key, kind in (('secretKeyRef', 'Secret'), ('configMapKeyRef', 'ConfigMap')):
            if key in source:
                found[each['name']] = contents(kind, source[key]['name']).get(source[key]['key'], b'').decode()
        if not source:
            found[each['name']] = expanded(each.get('value', ''), found)
    return found


def expanded(text, variables):
    """$(NAME) replaced as Kubernetes does: what is unknown stays."""
    return re.sub(r'\$\(([A-Za-z_][\w.-]*)\)', lambda match: variables.get(match[1], match[0]), text)


def flags(words):
    """(name, value or None) of each flag; the program's own name in front is left out."""
    found, rest = [], list(words)
    if rest and not rest[0].startswith('-'):
        rest.pop(0)
    while rest:
        name, equals, value = rest.pop(0).lstrip('-').partition('=')
        if not equals and rest and not rest[0].startswith('-'):
            found.append((name, rest.pop(0)))
        else:
            found.append((name, value if equals else None))
    return found


def translated(text, paths):
    """Paths of the container replaced by those of this machine, given as (there, here)."""
    for there, here in paths:
        text = re.sub(r'(?<![\w./-])%s(?![\w.-])' % re.escape(there.rstrip('/')), lambda _: str(here), text)
    return text


def arguments(program, container, variables, paths, place):
    """`place`: kubeconfig, socket and address to be used here."""
    words = [expanded(word, variables) for word in container.get('command', []) + container.get('args', [])]
    kept = [(name, value) for name, value in flags(words) if name not in OURS and not name.startswith('leader-elect')]
    kubeconfig = ['--kubeconfig=%s' % place['kubeconfig']]
    socket = 'unix://%s' % place['socket']
    if program == 'occm':
        ours = ['--%skubeconfig=%s' % (kind, place['kubeconfig']) for kind in ('', 'authentication-', 'authorization-')]
        # Its webhooks have a port of their own, on all addresses; nobody asks them.
        ours += ['--leader-elect=false', '--bind-address=' + place['address'], '--secure-port=10258', '--webhook-secure-port=0']
    elif program == 'cinder-csi':
        ours = ['--endpoint=' + socket, '--provide-node-service=false']
    elif program in SIDECARS:
        ours = kubeconfig + ['--leader-election=false', '--csi-address=' + socket]
    else:
        ours = kubeconfig + ['--leader-election=false']
    return ['--' + name if value is None else '--%s=%s' % (name, translated(value, paths)) for name, value in kept] + ours
