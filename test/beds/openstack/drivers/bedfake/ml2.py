"""ML2 mechanism driver: binds every port on every host without any agent."""
from neutron_lib.api.definitions import portbindings
from neutron_lib.callbacks import events
from neutron_lib.callbacks import registry
from neutron_lib.callbacks import resources
from neutron_lib import constants as const
from neutron_lib.plugins import constants as plugin_constants
from neutron_lib.plugins import directory
from neutron_lib.plugins.ml2 import api
from neutron.services.trunk.drivers import base as trunk_base
from oslo_log import log as logging

LOG = logging.getLogger(__name__)


class BedTrunkDriver(trunk_base.DriverBase):
    """Without a compatible driver the trunk plugin refuses to start."""
    @property
    def is_loaded(self):
        return True


class BedMechanismDriver(api.MechanismDriver):
    def initialize(self):
        self.trunk = BedTrunkDriver('bed', (portbindings.VIF_TYPE_BRIDGE,),
                                    ('vlan',), None, can_trunk_bound_port=True)
        for ev in (events.AFTER_CREATE, events.AFTER_UPDATE):
            registry.subscribe(self._fip_status, resources.FLOATING_IP, ev)

    @property
    def connectivity(self):
        return portbindings.CONNECTIVITY_L2

    def bind_port(self, context):
        for segment in context.segments_to_bind:
            context.set_binding(segment[api.ID], portbindings.VIF_TYPE_BRIDGE,
                                {portbindings.CAP_PORT_FILTER: True},
                                status=const.PORT_STATUS_ACTIVE)
            return

    def _fip_status(self, resource, event, trigger, payload=None):
        # what an L3 agent would report: ACTIVE when associated, DOWN when not
        try:
            fip_id = payload.resource_id or payload.latest_state['id']
            l3 = directory.get_plugin(plugin_constants.L3)
            ctx = payload.context.elevated()
            fip = l3.get_floatingip(ctx, fip_id)
            status = (const.FLOATINGIP_STATUS_ACTIVE if fip['port_id']
                      else const.FLOATINGIP_STATUS_DOWN)
            if fip['status'] != status:
                l3.update_floatingip_status(ctx, fip_id, status)
        except Exception:
            LOG.exception('floating IP status')
