/** Every secret of the worlds that stand now, with the forms to look for. */
const known = new Map<string, readonly string[]>();

/** What a real Keystone's token looks like (fernet). */
const FERNET = /gAAAA[A-Za-z0-9_-]{20}/;

/** Makes a secret known to those who search. */
export function rememberSecret(text: string): void {
  known.set(
    text,
    formsOf(text).filter((form) => form.length >= 8),
  );
}

/** Its world is gone, and all that the world's test wrote was searched. */
export function forgetSecret(text: string): void {
  known.delete(text);
}

export function secretsKnown(): number {
  return known.size;
}

/** The forms in which a secret must not stand anywhere: plain, URL-encoded, and in base64 at any of its three offsets. */
function formsOf(secret: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset, 'x'), Buffer.from(secret)]).toString('base64');
    return whole.slice(Math.ceil((offset * 4) / 3), -4);
  });
  return [secret, encodeURIComponent(secret), ...inBase64];
}

/** Fails when a text holds a secret in any form. @param where for the message */
export function refuseSecrets(text: string, where: string): void {
  for (const forms of known.values()) {
    if (forms.some((form) => text.includes(form))) throw new Error(`a secret stands in ${where}`);
  }
  if (FERNET.test(text)) throw new Error(`a token stands in ${where}`);
}
