"""Makes the external network ext-lo, once, and prints its id: network.py CIDR. OS_CLIENT_CONFIG_FILE names the clouds.yaml.

Controllers connect to a cluster's endpoint, a floating IP. Neutron takes a subnet of 127.0.0.0/8 when it has no DHCP, and Linux
answers on all of that range: so a cluster's API server can listen on its floating IP itself.
"""
import ipaddress
import sys

import openstack

NAME = 'ext-lo'


def main(cidr):
    network = openstack.connect(cloud='admin').network
    found = network.find_network(NAME) or network.create_network(name=NAME, is_router_external=True)
    subnets = list(network.subnets(network_id=found.id))
    if not subnets:
        gateway = str(ipaddress.ip_network(cidr)[1])
        subnets = [network.create_subnet(name=NAME, network_id=found.id, ip_version=4, cidr=cidr, gateway_ip=gateway,
                                         is_dhcp_enabled=False)]
    if [subnet.cidr for subnet in subnets] != [cidr]:
        sys.exit('%s has %s, not %s; set KUBE_BED_RANGE' % (NAME, ', '.join(subnet.cidr for subnet in subnets), cidr))
    print(found.id)


main(*sys.argv[1:])
