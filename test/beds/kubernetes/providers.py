"""What a provider of Cluster API needs in the API server when it runs beside it: providers.py ADDRESS CA <in.yaml >out.json

Takes a provider's manifests. Its namespace, definitions and webhooks stay, and the webhooks are reached at ADDRESS instead of
through a Service; what would run it in the cluster (Deployment, Service, roles, certificates) goes.
"""
import base64
import json
import sys

import yaml

STAYS = ('Namespace', 'CustomResourceDefinition', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration')


def clients(document):
    """The webhook clients of a document: those of a webhook configuration, or that which converts versions."""
    found = [hook['clientConfig'] for hook in document.get('webhooks', ())]
    conversion = document.get('spec', {}).get('conversion', {}).get('webhook')
    return found + ([conversion['clientConfig']] if conversion else [])


def main(address, authority):
    with open(authority, 'rb') as file:
        bundle = base64.b64encode(file.read()).decode()
    documents = [each for each in yaml.load_all(sys.stdin, yaml.CSafeLoader) if each and each['kind'] in STAYS]
    for document in documents:
        document['metadata'].get('annotations', {}).pop('cert-manager.io/inject-ca-from', None)
        for client in clients(document):
            client.update(url=address + client.pop('service')['path'], caBundle=bundle)
    json.dump({'apiVersion': 'v1', 'kind': 'List', 'items': documents}, sys.stdout)


main(*sys.argv[1:])
