"""Fills a template from the environment: render.py TEMPLATE TARGET [name=value ...].

Beside the environment's variables a template may use the fragments below, which every service's file repeats.
"""
import os
import string
import sys

FRAGMENTS = {
    'rabbit': 'rabbit://guest:guest@$H:$P_RABBIT/',
    'database': 'mysql+pymysql://bed:$DB_PASSWORD@$H:$P_MYSQL',
    'pool': 'max_pool_size = 10\nmax_overflow = 50\npool_timeout = 60',
    # How one service signs in at Keystone; the section and its user name stand before it.
    'service': '\n'.join([
        'auth_type = password',
        'auth_url = http://$H:$P_KEYSTONE/v3',
        'project_domain_name = Default',
        'user_domain_name = Default',
        'project_name = service',
        'password = $SERVICE_PASSWORD',
        'region_name = RegionOne',
    ]),
    'authtoken': '\n'.join([
        'www_authenticate_uri = http://$H:$P_KEYSTONE',
        'memcached_servers = $H:$P_MEMCACHE',
        'service_token_roles = service',
        'service_token_roles_required = true',
    ]),
    'common': '\n'.join([
        '[oslo_concurrency]',
        'lock_path = $BED_DIR/lock',
        '[oslo_messaging_notifications]',
        'driver = noop',
    ]),
}


def main(template, target, *pairs):
    values = dict(os.environ, **dict(pair.split('=', 1) for pair in pairs))
    for name, text in FRAGMENTS.items():
        values[name] = string.Template(text).substitute(values)
    with open(template) as source:
        text = string.Template(source.read()).substitute(values)
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        file.write(text)


main(*sys.argv[1:])
