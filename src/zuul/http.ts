import { got, HTTPError, RequestError } from 'got';

/** Both requests of a comparison, sent twice each, end within the minute that a run leaves to its job. */
const REQUEST_TIMEOUT_MS = 8_000;

/** No artifact of a build is larger (runner/zuulCollect.ts). */
const MOST_BYTES = 25_000_000;

/** What an address answered, or in a few words why nothing came. */
export type Fetched = { readonly text: string } | { readonly wrong: string };

/** Fetches a text from Zuul, or from where it keeps its logs. Sends no credential. Never throws. */
export async function fetchText(url: string, signal: AbortSignal): Promise<Fetched> {
  const large = new AbortController();
  try {
    const request = got(url, {
      retry: { limit: 1 },
      timeout: { request: REQUEST_TIMEOUT_MS },
      headers: { 'user-agent': 'troika' },
      signal: AbortSignal.any([signal, large.signal]),
    });
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > MOST_BYTES) large.abort();
    });
    return { text: (await request).body };
  } catch (error) {
    if (large.signal.aborted) return { wrong: `its answer has more than ${MOST_BYTES} bytes` };
    if (error instanceof HTTPError) return { wrong: `it answered ${error.response.statusCode}` };
    return { wrong: error instanceof RequestError ? error.code : 'ERR_REQUEST' };
  }
}
