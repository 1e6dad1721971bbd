"""Octavia's real Neutron driver (VIP ports, security groups, VRRP ports are real rows),
but 'plugging' into the no-op amphora only sets the port's device_id."""
from octavia.network import data_models as n_data_models
from octavia.network.drivers.neutron import allowed_address_pairs as aap


class BedNeutronDriver(aap.AllowedAddressPairsDriver):
    def plug_port(self, amphora, port):
        self.neutron_client.update_port(
            port.id, {'port': {'device_id': amphora.compute_id}})
        return n_data_models.Interface(
            compute_id=amphora.compute_id, network_id=port.network_id,
            port_id=port.id, fixed_ips=port.fixed_ips)

    def plug_network(self, compute_id, network_id):
        port = self.neutron_client.create_port({'port': {
            'network_id': network_id, 'device_id': compute_id,
            'device_owner': 'compute:nova'}})['port']
        return self._port_to_octavia_interface(compute_id, port)

    def unplug_network(self, compute_id, network_id):
        ports = self.neutron_client.list_ports(
            device_id=compute_id, network_id=network_id)['ports']
        for port in ports:
            if port['name'].startswith('octavia-lb-vrrp-'):
                self.neutron_client.update_port(
                    port['id'], {'port': {'device_id': ''}})
            else:
                self.delete_port(port['id'])

    def deallocate_vip(self, vip):
        super().deallocate_vip(vip)
        for amphora in vip.load_balancer.amphorae:
            if amphora.compute_id:
                for port in self.neutron_client.list_ports(
                        device_id=amphora.compute_id)['ports']:
                    self.delete_port(port['id'])
