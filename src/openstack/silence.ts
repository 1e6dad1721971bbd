/** Why no answer came, in words, and what to do about it. `code` is Node's or OpenSSL's. */
export function silenceOf(
  code: string,
  asked: { readonly cloud: string; readonly origin: string },
): { readonly says: string; readonly hint: string } {
  const where = `${asked.origin} (from auth_url of cloud ${asked.cloud}, or from its catalogue)`;
  const row = ROWS.find((candidate) => candidate.codes.test(code));
  const says = row?.says ?? 'the connection failed';
  return { says: `${says} (${code})`, hint: `${where}: ${row?.hint ?? 'is it reachable from here?'}` };
}

const ROWS: readonly { readonly codes: RegExp; readonly says: string; readonly hint: string }[] = [
  { codes: /^ECONNREFUSED$/, says: 'nobody listens there', hint: 'is the service up, and is the port right?' },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN)$/,
    says: 'the host name is not known',
    hint: 'is the name right, and does DNS work here?',
  },
  {
    codes: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    says: 'it could not be reached in time',
    hint: 'is it reachable from here (VPN, firewall)?',
  },
  { codes: /^CERT_HAS_EXPIRED$/, says: 'its certificate has expired', hint: 'its operator must renew it.' },
  {
    codes:
      /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    says: 'its certificate comes from an authority that is not trusted here',
    hint: 'name the authority with cacert in clouds.yaml.',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    says: 'its certificate is for another host',
    hint: 'use the name that the certificate is for.',
  },
  { codes: /^(EPROTO|ERR_SSL_.*)$/, says: 'it does not speak TLS as expected', hint: 'is it http instead of https?' },
  {
    codes: /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_READING_RESPONSE_STREAM)$/,
    says: 'the connection broke',
    hint: 'the service or a proxy before it closed it.',
  },
];
