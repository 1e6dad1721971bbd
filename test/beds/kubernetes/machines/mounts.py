"""Secrets and ConfigMaps of a pod as files, in kubelet's stead."""
import os

from api import data
from containers import translated


class NotThere(Exception):
    """A pod would not start: what it mounts is missing."""


def sources(volume):
    """(kind, name, items, optional) of each Secret or ConfigMap in a volume."""
    parts = volume['projected']['sources'] if 'projected' in volume else [volume]
    for part in parts:
        for key, kind in (('secret', 'Secret'), ('configMap', 'ConfigMap')):
            if key in part:
                name = part[key].get('secretName') or part[key].get('name')
                yield kind, name, part[key].get('items'), part[key].get('optional', False)


def contents(api, namespace, kind, name):
    path = {'Secret': 'secrets', 'ConfigMap': 'configmaps'}[kind]
    found = api.find('/api/v1/namespaces/%s/%s/%s' % (namespace, path, name))
    if found is None:
        raise NotThere('%s %s' % (kind, name))
    return data({'kind': kind, **found})


def files_of(api, namespace, volume):
    """The files of a volume by their name; None when it holds no Secret and no ConfigMap."""
    found, any_source = {}, False
    for kind, name, items, optional in sources(volume):
        any_source = True
        try:
            values = contents(api, namespace, kind, name)
        except NotThere:
            if not optional:
                raise
            continue
        wanted = {item['key']: item['path'] for item in items} if items else {key: key for key in values}
        found.update({path: values[key] for key, path in wanted.items() if key in values})
    return found if any_source else None


def write(api, pod, container, folder):
    """Writes what the container mounts below the folder. Gives (path in the container, path here) of each mount."""
    volumes = {each['name']: each for each in pod['spec'].get('volumes', [])}
    paths, files = [], {}
    for mount in container.get('volumeMounts', []):
        found = files_of(api, pod['metadata']['namespace'], volumes[mount['name']])
        if found is None:
            continue
        here = folder / mount['name']
        paths.append((mount['mountPath'], here / mount['subPath'] if 'subPath' in mount else here))
        files.update({here / name: value for name, value in found.items()})
    for path, value in files.items():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A file may name another one that is mounted beside it.
        text = translated(value.decode(errors='surrogateescape'), paths)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w', errors='surrogateescape') as file:
            file.write(text)
    return paths
