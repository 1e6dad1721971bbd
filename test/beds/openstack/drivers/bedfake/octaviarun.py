"""Two bugs of Octavia 11.0.0 with the jobboard off break a load balancer created in one call with
its listeners: run_flow() drops listeners= (the LB goes ACTIVE, its listeners and pools stay
PENDING_CREATE), and the listener flow lacks the task giving amphorae_network_config.
Mend both, then run the real script."""
import functools
import runpy
import sys

from octavia.common import constants
from octavia.controller.worker.v2 import controller_worker as cw
from octavia.controller.worker.v2.flows import load_balancer_flows as lbf
from octavia.controller.worker.v2.tasks import amphora_driver_tasks
from octavia.controller.worker.v2.tasks import network_tasks

_run_flow = cw.ControllerWorker.run_flow
_listeners_flow = lbf.LoadBalancerFlows._create_listeners_flow


def run_flow(self, func, *args, **kwargs):
    if 'listeners' in kwargs:
        func = functools.partial(func, listeners=kwargs.pop('listeners'))
    return _run_flow(self, func, *args, **kwargs)


def create_listeners_flow(self):
    flows = _listeners_flow(self)
    at = [isinstance(t, amphora_driver_tasks.AmphoraePostNetworkPlug) for t in flows].index(True)
    flows.insert(at, network_tasks.GetAmphoraeNetworkConfigs(
        requires=constants.LOADBALANCER_ID, provides=constants.AMPHORAE_NETWORK_CONFIG))
    return flows


cw.ControllerWorker.run_flow = run_flow
lbf.LoadBalancerFlows._create_listeners_flow = create_listeners_flow
del sys.argv[:1]
runpy.run_path(sys.argv[0], run_name='__main__')
