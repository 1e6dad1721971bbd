"""The processes of a folder as ../../shell/processes.sh records them; starting and stopping is left to ../cluster."""
import os
import subprocess


def start_time(pid):
    """As the kernel counts it; None when there is no such process, or it has ended."""
    try:
        with open('/proc/%s/stat' % pid) as file:
            fields = file.read().rpartition(') ')[2].split()
    except OSError:
        return None
    return None if fields[0] in 'ZX' else fields[19]


def alive(folder, name):
    try:
        pid, since = (folder / 'run' / (name + '.pid')).read_text().split()
    except (OSError, ValueError):
        return False
    return start_time(pid) == since


def broken(folder, name):
    """Whether a test has stopped it for good."""
    return (folder / 'run' / (name + '.broken')).exists()


def missing(folder, names):
    return [name for name in names if not alive(folder, name) and not broken(folder, name)]


class Start:
    """A script that starts what is missing, in the background; tried again at the earliest five looks after a failure."""

    def __init__(self, log, *command):
        self.log, self.command = log, command
        self.process, self.rest = None, 0

    def busy(self):
        if self.process is None or self.process.poll() is None:
            return self.process is not None
        if self.process.returncode:
            self.rest = 5
        self.process = None
        return False

    def begin(self):
        if self.rest:
            self.rest -= 1
            return False
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return True


def call(log, *command, environment=None):
    with open(log, 'ab') as file:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                       env={**os.environ, **(environment or {})})
