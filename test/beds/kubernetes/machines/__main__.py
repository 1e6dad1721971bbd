"""Boots every cluster of a management cluster: what cloud-init, kubeadm, kubelet and a container runtime would do on its servers.

usage: machines DIRECTORY PORT BED    the bed's state, the management API's port on 127.0.0.1, the folder with the bed's scripts
Looks every two seconds and does what is missing. All it knows is in files, so that it can be started anew at any time.
"""
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import given
from api import Api, Refused
from cluster import Cluster, boot
from processes import Start, missing
from world import EXPIRY, boots, deaf, look

MANAGEMENT = ('etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler',
              'capi-core', 'capi-bootstrap', 'capi-kcp', 'capo')
NEVER = '2099-01-01T00:00:00Z'
PERIOD = 2


def say(text):
    print('%s %s' % (time.strftime('%H:%M:%S'), text), flush=True)


class Machines:
    def __init__(self, directory, port, scripts):
        self.directory, self.port = directory, port
        self.bed = SimpleNamespace(
            script=scripts / 'cluster', programs=directory / 'bin', clusters=directory / 'clusters',
            sockets=directory / 'sockets', logs=directory / 'log')
        self.management = Start(directory / 'management' / 'log' / 'start.log', scripts / 'management')
        self.clusters = {folder.parent.name: Cluster(self.bed, folder.parent)
                         for folder in self.bed.clusters.glob('*/cluster.json')}
        self.provided, self.deaf, self.trouble = set(), set(), None
        self.pool = ThreadPoolExecutor(8)

    def tick(self):
        world = self.look()
        list(self.pool.map(lambda each: each.step(world), self.clusters.values()))
        self.clusters = {name: each for name, each in self.clusters.items() if not each.ended}

    def look(self):
        """The world, or None when the management API says nothing now."""
        images = ('orc',) if (self.bed.programs / 'orc').exists() else ()
        lost = missing(self.directory / 'management', MANAGEMENT + images)
        if not self.management.busy() and lost and self.management.begin():
            say('management: starting ' + ' '.join(lost))
        try:
            api = Api('127.0.0.1', self.port, self.directory / 'management' / 'pki')
            world = look(api)
            self.attend(api, world)
            self.trouble = None
            return world
        except (Refused, OSError) as error:
            if str(error) != self.trouble:
                say('management: %s' % error)
            self.trouble = str(error)
            return None

    def attend(self, api, world):
        """What a cluster needs of the management API before it has a control plane, and its start."""
        clusters, servers, undated = world
        for uid, cluster in clusters.items():
            metadata = cluster['metadata']
            name = '%s.%s' % (metadata['namespace'], metadata['name'])
            if uid not in self.provided and given.make_etcd_secrets(api, cluster, self.directory / 'management' / 'pki'):
                self.provided.add(uid)
            if deaf(cluster) and uid not in self.deaf:
                say('%s: its endpoint is not in 127.0.0.0/8; its external network must be ext-lo' % name)
                self.deaf.add(uid)
            if name not in self.clusters and boots(cluster, servers.get((metadata['namespace'], metadata['name']), [])):
                authority = given.authority(api, cluster)
                if authority:
                    self.clusters[name] = boot(self.bed, cluster, authority)
        for path in undated:
            api.call('PATCH', path, {'metadata': {'annotations': {EXPIRY: NEVER}}}, 'application/merge-patch+json')


def main(directory, port, scripts):
    machines = Machines(Path(directory), int(port), Path(scripts))
    while True:
        machines.tick()
        (Path(directory) / 'looked').touch()
        time.sleep(PERIOD)


main(*sys.argv[1:])
