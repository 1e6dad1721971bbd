"""Fills the fresh cloud: provision.py identities | resources | ready.

identities: service users, catalogue, three projects with a user each, an application credential; writes clouds.yaml
resources:  external network, flavors, volume type, image
ready:      waits until the back ends report in
Safe to repeat. Settings come from the environment that `up` has made.
"""
import os
import sys
import tempfile
import time

import openstack
import yaml

ENV = os.environ
TENANTS = {name: ENV[name.upper() + '_PASSWORD'] for name in ('e2e', 'other', 'dev')}
REGION = 'RegionOne'


def url(service):
    return 'http://%s:%s' % (ENV['H'], ENV['P_' + service])


AUTH_URL = url('KEYSTONE') + '/v3'
CATALOGUE = {
    'nova': ('compute', url('NOVA') + '/v2.1'),
    'placement': ('placement', url('PLACEMENT')),
    'neutron': ('network', url('NEUTRON')),
    'glance': ('image', url('GLANCE')),
    'cinder': ('volumev3', url('CINDER') + '/v3/%(project_id)s'),
    'octavia': ('load-balancer', url('OCTAVIA')),
    'swift': ('object-store', url('SWIFT') + '/v1/AUTH_%(project_id)s'),
}
# Names and sizes as the Sovereign Cloud Stack standard has them. The last two have no disk: Nova's default policy
# (zero_disk_flavor) then refuses to boot from an image, so their servers boot from a volume.
FLAVORS = (('SCS-2V-4-20s', 2, 4096, 20), ('SCS-2V-4', 2, 4096, 0), ('SCS-1V-2', 1, 2048, 0))


def cloud(user, password):
    """One entry of clouds.yaml; user and project have the same name."""
    return dict(
        auth=dict(auth_url=AUTH_URL, username=user, password=password, project_name=user,
                  user_domain_name='Default', project_domain_name='Default'),
        region_name=REGION, interface='public', identity_api_version=3)


def connect(user, password):
    entry = cloud(user, password)
    return openstack.connect(auth_type='password', app_name='bed', region_name=REGION, auth=entry['auth'])


def grant(identity, project_name, user, *roles):
    project = identity.find_project(project_name) or identity.create_project(name=project_name, domain_id='default')
    for name in roles:
        role = identity.find_role(name) or identity.create_role(name=name)
        identity.put('/projects/%s/users/%s/roles/%s' % (project.id, user.id, role.id))


def make_user(identity, name, password):
    return identity.find_user(name) or identity.create_user(name=name, password=password, domain_id='default')


def make_catalogue(identity):
    services = {service.type: service for service in identity.services()}
    endpoints = {(endpoint.service_id, endpoint.interface): endpoint for endpoint in identity.endpoints()}
    for name, (kind, address) in CATALOGUE.items():
        service = services.get(kind) or identity.create_service(name=name, type=kind)
        for interface in ('public', 'internal'):
            endpoint = endpoints.get((service.id, interface))
            if endpoint is None:
                identity.create_endpoint(service_id=service.id, interface=interface, region_id=REGION, url=address)
            elif endpoint.url != address:
                identity.update_endpoint(endpoint, url=address)


def make_application_credential(name, secret):
    tenant = connect('e2e', TENANTS['e2e'])
    user = tenant.session.get_user_id()
    for credential in tenant.identity.application_credentials(user):
        if credential.name == name:
            return credential.id
    return tenant.identity.create_application_credential(user, name=name, secret=secret).id


def write_clouds(clouds):
    path = ENV['BED_CLOUDS']
    with os.fdopen(os.open(path + '.new', os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        yaml.safe_dump(dict(clouds=clouds), file, default_flow_style=False)
    os.rename(path + '.new', path)


def identities(admin):
    identity = admin.identity
    for name in CATALOGUE:
        # Role "service": Cinder takes a service's token only with it (CVE-2023-2088).
        grant(identity, 'service', make_user(identity, name, ENV['SERVICE_PASSWORD']), 'admin', 'service')
    make_catalogue(identity)
    for name, password in TENANTS.items():
        # Octavia's default policy asks for load-balancer_member; an application credential takes over its user's roles.
        grant(identity, name, make_user(identity, name, password), 'member', 'load-balancer_member')
    grant(identity, 'admin', identity.find_user('admin'), 'load-balancer_admin')
    secret = ENV['APPLICATION_CREDENTIAL_SECRET']
    credential = make_application_credential('e2e-bed', secret)
    clouds = {name: cloud(name, password) for name, password in TENANTS.items()}
    clouds['admin'] = cloud('admin', ENV['ADMIN_PASSWORD'])
    clouds['e2e-appcred'] = dict(
        auth_type='v3applicationcredential', region_name=REGION, interface='public', identity_api_version=3,
        auth=dict(auth_url=AUTH_URL, application_credential_id=credential, application_credential_secret=secret))
    write_clouds(clouds)


def resources(admin):
    network = admin.network.find_network('ext01') or admin.network.create_network(
        name='ext01', is_router_external=True, provider_network_type='flat', provider_physical_network='physext')
    if admin.network.find_subnet('ext01-v4') is None:
        admin.network.create_subnet(name='ext01-v4', network_id=network.id, ip_version=4, cidr='172.24.0.0/22',
                                    gateway_ip='172.24.0.1', is_dhcp_enabled=False)
    admin.network.update_quota(admin.identity.find_project('e2e').id, floating_ips=10)
    have = {flavor.name for flavor in admin.compute.flavors()}
    for name, vcpus, ram, disk in FLAVORS:
        if name not in have:
            admin.compute.create_flavor(name=name, vcpus=vcpus, ram=ram, disk=disk, is_public=True)
    if not any(kind.name == 'bed' for kind in admin.block_storage.types()):
        admin.block_storage.create_type(name='bed', extra_specs={'volume_backend_name': 'bed'})
    if admin.image.find_image('Debian 12') is None:
        with tempfile.NamedTemporaryFile() as file:
            file.write(bytes(65536))
            file.flush()
            admin.create_image('Debian 12', filename=file.name, disk_format='raw', container_format='bare',
                               visibility='public', wait=True, timeout=60, allow_duplicates=False)


def not_up(admin):
    """The first service whose back ends have not all reported in, or None."""
    wanted = (('nova', admin.compute, {'nova-compute', 'nova-conductor', 'nova-scheduler'}),
              ('cinder', admin.block_storage, {'cinder-volume', 'cinder-scheduler'}))
    for name, service, binaries in wanted:
        rows = service.get('/os-services').json()['services']
        if not binaries <= {row['binary'] for row in rows if row['state'] == 'up'}:
            return name
    # Cinder's scheduler refuses every volume until the back end has told it what it can do, a little after it is up.
    if not admin.block_storage.get('/scheduler-stats/get_pools').json()['pools']:
        return "cinder's scheduler"
    return None


def ready(admin):
    end = time.monotonic() + 90
    while True:
        name = not_up(admin)
        if name is None:
            return
        if time.monotonic() > end:
            sys.exit('back ends not up: ' + name)
        time.sleep(1)


PHASES = {'identities': identities, 'resources': resources, 'ready': ready}
PHASES[sys.argv[1]](connect('admin', ENV['ADMIN_PASSWORD']))
