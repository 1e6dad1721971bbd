/** A refusal on its way out: thrown anywhere in a handler, sent as its service writes errors. */
export class Fault extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown) {
    super(message);
    this.name = 'Fault';
    this.status = status;
    this.body = body;
  }
}

/** Keystone (keystone/server/flask/application.py, error handlers). */
export function identityFault(status: number, message: string): Fault {
  return new Fault(status, message, { error: { code: status, message, title: TITLES[status] ?? 'Error' } });
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Nova and Cinder name the object after the kind of error (nova/api/openstack/wsgi.py, Fault._fault_names). */
export function computeFault(status: number, message: string): Fault {
  const name = FAULT_NAMES[status] ?? 'computeFault';
  const retryAfter = status === 413 ? { retryAfter: '0' } : {};
  return new Fault(status, message, { [name]: { code: status, message, ...retryAfter } });
}

const FAULT_NAMES: Record<number, string> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  409: 'conflictingRequest',
  413: 'overLimit',
  429: 'overLimit',
  503: 'serviceUnavailable',
};

/** Neutron (neutron/api/api_common.py, convert_exception_to_http_exc): `type` is the name of the exception's class. */
export function networkFault(status: number, type: string, message: string): Fault {
  return new Fault(status, message, { NeutronError: { type, message, detail: '' } });
}

/** Octavia, through WSME (wsme/api.py, format_exception). */
export function loadBalancerFault(status: number, message: string): Fault {
  return new Fault(status, message, {
    faultcode: status < 500 ? 'Client' : 'Server',
    faultstring: message,
    debuginfo: null,
  });
}

/** Glance, through webob (webob/exc.py, json_formatter). */
export function imageFault(status: number, message: string): Fault {
  const title = TITLES[status] ?? 'Error';
  return new Fault(status, message, { message: `${message}<br /><br />\n\n\n`, code: `${status} ${title}`, title });
}

/** Swift says it in HTML (swift/common/swob.py, Response._response_iter). */
export function objectStoreFault(status: number, title: string, says: string): Fault {
  return new Fault(status, says, `<html><h1>${title}</h1><p>${says}</p></html>`);
}

/** What a request without a good token is told: by Glance's own middleware, elsewhere by keystonemiddleware/auth_token. */
export function notAuthenticated(service: string): Fault {
  const message = 'The request you have made requires authentication.';
  if (service === 'image') return imageFault(401, IMAGE_UNAUTHORIZED);
  return new Fault(401, message, { error: { code: 401, title: 'Unauthorized', message } });
}

const IMAGE_UNAUTHORIZED =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the ' +
  'wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.';
