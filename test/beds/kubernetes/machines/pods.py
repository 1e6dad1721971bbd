"""Starts and stops programs for containers, as kubelet would."""
import time

from containers import arguments, environment
from mounts import NotThere, contents, write
from processes import alive, broken, call

# After a program ended by itself it is started again, but not at once.
PAUSE = 5


def mark(cluster, program):
    """The file that says for which pod a program was started."""
    return cluster.folder / 'run' / (program + '.pod')


def stop_containers(cluster, wanted):
    """Stops what runs for a pod that is gone or going."""
    for file in (cluster.folder / 'run').glob('*.pod'):
        program = file.stem
        pod = wanted.get(program, (None, None))[0]
        if pod is not None and pod['metadata']['uid'] == file.read_text():
            continue
        call(cluster.folder / 'log' / 'start.log', cluster.bed.script, 'stop', cluster.folder, program, '10')
        file.unlink()
        cluster.say('%s stopped: its pod is gone' % program)


def run_containers(cluster, wanted):
    """Cinder CSI first: the others ask it who it is."""
    for program in sorted(wanted, key=lambda each: each != 'cinder-csi'):
        file = mark(cluster, program)
        if alive(cluster.folder, program) or broken(cluster.folder, program):
            continue
        if not (cluster.bed.programs / program).exists():
            cluster.note('%s is asked for and was not built' % program)
            continue
        if file.exists() and time.time() - file.stat().st_mtime < PAUSE:
            continue
        try:
            run(cluster, program, *wanted[program])
        except NotThere as missing:
            cluster.note('%s waits for %s' % (program, missing))


def run(cluster, program, pod, container):
    namespace = pod['metadata']['namespace']
    variables = environment(pod, container, lambda kind, name: contents(cluster.api, namespace, kind, name))
    paths = write(cluster.api, pod, container, cluster.folder / 'mounts' / program)
    place = {'kubeconfig': cluster.folder / 'admin.kubeconfig', 'socket': cluster.socket, 'address': cluster.record['host']}
    words = arguments(program, container, variables, paths, place)
    mark(cluster, program).write_text(pod['metadata']['uid'])
    call(cluster.folder / 'log' / 'start.log', cluster.bed.script, 'run', cluster.folder, program,
         cluster.bed.programs / program, *words, environment=variables)
    text = '%s %s' % (program, ' '.join(words))
    cluster.say(program + ' again' if text in cluster.started else text)
    cluster.started.add(text)
