"""The least client of a Kubernetes API: JSON over TLS with a client certificate."""
import base64
import http.client
import json
import ssl


class Refused(Exception):
    """An answer of 400 or more."""

    def __init__(self, status, message):
        super().__init__('%d %s' % (status, message))
        self.status = status


class Api:
    """One API server; `pki` is the folder with ca.crt, admin.crt and admin.key."""

    def __init__(self, host, port, pki):
        self.host, self.port = host, port
        self.context = ssl.create_default_context(cafile=pki / 'ca.crt')
        self.context.load_cert_chain(pki / 'admin.crt', pki / 'admin.key')

    def call(self, method, path, body=None, kind='application/json'):
        """The answer as an object. Raises Refused, or OSError when there is no answer."""
        connection = http.client.HTTPSConnection(self.host, self.port, timeout=10, context=self.context)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), {'Content-Type': kind})
            answer = connection.getresponse()
            text = answer.read()
        except http.client.HTTPException as error:
            raise OSError(repr(error)) from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise Refused(answer.status, text.decode(errors='replace')[:300])
        return json.loads(text)

    def items(self, path):
        return self.call('GET', path)['items']

    def find(self, path):
        """The object, or None when there is none."""
        try:
            return self.call('GET', path)
        except Refused as refused:
            if refused.status != 404:
                raise
            return None

    def create(self, path, body):
        """Whether it was made; False when it was there already."""
        try:
            self.call('POST', path, body)
            return True
        except Refused as refused:
            if refused.status != 409:
                raise
            return False

    def group(self, name):
        """The path of an API group in the version that the server prefers."""
        return '/apis/' + self.call('GET', '/apis/' + name)['preferredVersion']['groupVersion']


def data(secret):
    """The decoded contents of a Secret or ConfigMap, by key."""
    if secret['kind'] == 'Secret':
        return {key: base64.b64decode(value) for key, value in secret.get('data', {}).items()}
    return {key: value.encode() for key, value in secret.get('data', {}).items()}
