"""One cluster whose servers have, as far as it can tell, booted: its control plane, its nodes, its containers."""
import json
import shutil
import time

import nodes
from api import Api, Refused
from containers import chosen
from pods import run_containers, stop_containers
from processes import Start, call, missing
from world import endpoint, lives

CONTROL_PLANE = ('etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok')
PODS = '/api/v1/namespaces/kube-system/pods'


class Cluster:
    """Kept in a folder: what runs in it goes on when the daemon is started anew."""

    def __init__(self, bed, folder):
        self.bed, self.folder = bed, folder
        self.record = json.loads((folder / 'cluster.json').read_text())
        self.start = Start(folder / 'log' / 'start.log', bed.script, 'start', folder)
        self.api, self.servers, self.ended = None, [], False
        self.held, self.holds, self.started = set(), set(), set()

    def say(self, text):
        print('%s %s: %s' % (time.strftime('%H:%M:%S'), self.folder.name, text), flush=True)

    def note(self, text):
        """Says what holds now, once as long as it holds."""
        if text not in self.held | self.holds:
            self.say(text)
        self.holds.add(text)

    def step(self, world):
        """`world` is None when the management API says nothing: then nothing is concluded of servers and nodes."""
        self.held, self.holds = self.holds, set()
        if self.start.busy():
            return
        if world is not None:
            clusters, servers, _ = world
            self.servers = servers.get((self.record['namespace'], self.record['name']), [])
            if self.record['uid'] not in clusters or not lives(self.servers):
                self.end('no server is left' if self.record['uid'] in clusters else 'the Cluster is gone')
                return
        lost = missing(self.folder, CONTROL_PLANE)
        if lost and self.start.begin():
            self.say('starting ' + ' '.join(lost))
        if lost:
            return
        try:
            self.serve(world is not None)
        except (Refused, OSError) as error:
            self.note('%s: %s' % (type(error).__name__, error))

    def serve(self, servers_known):
        if self.api is None:
            self.api = Api(self.record['host'], self.record['port'], self.folder / 'pki')
        pods = self.api.items(PODS)
        wanted = chosen(pods)
        stop_containers(self, wanted)
        run_containers(self, wanted)
        if servers_known:
            self.keep_nodes({each['metadata']['name'] for each in pods})

    def keep_nodes(self, pods):
        known = self.api.items('/api/v1/nodes')
        if not known:
            version = next(each['version'] for each in self.servers if each['control_plane'])
            self.api.create('/api/v1/namespaces/kube-system/configmaps', nodes.kubeadm_config(
                self.record['name'], self.record['host'], self.record['port'], version))
        names = {each['metadata']['name'] for each in known}
        for server in nodes.to_create(self.servers, names):
            made = self.api.call('POST', '/api/v1/nodes', nodes.node(server))
            self.api.create('/apis/storage.k8s.io/v1/csinodes', nodes.csi_node(server, made['metadata']['uid']))
            self.say('node %s' % server['name'])
            names.add(server['name'])
        for name in nodes.to_delete(self.servers, known):
            self.api.call('DELETE', '/api/v1/nodes/' + name)
            self.say('node %s gone' % name)
        for component, name in nodes.static_pods_to_create(self.servers, names, pods):
            self.api.create(PODS, nodes.static_pod(component, name))

    def end(self, why):
        """Everything at once, as when the power is cut; the logs stay."""
        self.say('ended: ' + why)
        call(self.folder / 'log' / 'start.log', self.bed.script, 'end', self.folder)
        self.socket.unlink(missing_ok=True)
        shutil.move(self.folder / 'log', self.bed.logs / ('%s-%s' % (self.folder.name, self.record['uid'][:8])))
        shutil.rmtree(self.folder)
        self.ended = True

    @property
    def socket(self):
        """Of Cinder CSI. A socket's path may have 107 characters only."""
        return self.bed.sockets / (self.record['uid'][:13] + '.csi')


def boot(bed, cluster, secrets):
    """The folder of a cluster that is to start, with its own authority and key for service accounts."""
    metadata = cluster['metadata']
    host, port = endpoint(cluster)
    folder = bed.clusters / ('%s.%s' % (metadata['namespace'], metadata['name']))
    for part in ('pki', 'run', 'log'):
        (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, value in secrets.items():
        (folder / 'pki' / name).write_bytes(value)
    (folder / 'endpoint').write_text('%s %d %s\n' % (host, port, metadata['name']))
    record = {'uid': metadata['uid'], 'namespace': metadata['namespace'], 'name': metadata['name'], 'host': host, 'port': port}
    # Written last: a folder without it is begun anew.
    (folder / 'cluster.json').write_text(json.dumps(record))
    return Cluster(bed, folder)
