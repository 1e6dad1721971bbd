import { isSecretName, SECRET_WORDS } from './secretNames.ts';

/** Keys of Secrets that hold what everybody may see. */
const PUBLIC_KEY = /^(ca\.crt|namespace|username|type|.*\.crt)$/;

const PAIR = new RegExp(`((?:${SECRET_WORDS})[\\w.-]*)["']?[ \\t]*[:=][ \\t]*["']?([^\\s"']+)`, 'gi');
const KEY_LINE = /^[A-Za-z0-9+/=]{40,}$/;
const SHORTEST = 8;
/** No word that is this long stands for itself. */
const LONG = 16;

/**
 * What must not be shown of a Secret's data: the values that look like chosen or drawn ones, and the secrets in those that
 * are whole files. Pure. @param data as the API gives it, in base64
 */
export function valuesIn(data: Readonly<Record<string, string>>): readonly string[] {
  const values = Object.entries(data).filter(([key]) => !PUBLIC_KEY.test(key));
  return [
    ...new Set(
      values.flatMap(([, inBase64]) => {
        const text = Buffer.from(inBase64, 'base64').toString().trim();
        return text.includes('\n') ? secretsInFile(text) : isDrawn(text) ? [text] : [];
      }),
    ),
  ];
}

/** The same of a file: cloud.conf, a kubeconfig, a private key. */
export function secretsInFile(text: string): readonly string[] {
  const named = [...text.matchAll(PAIR)].flatMap(([, name = '', value = '']) => (isSecretName(name) ? [value] : []));
  const inside = named.flatMap((value) => Buffer.from(value, 'base64').toString().split('\n'));
  const lines = [...inside, ...text.split('\n')].map((line) => line.trim()).filter((line) => KEY_LINE.test(line));
  return [...named.filter((value) => value.length >= SHORTEST), ...lines];
}

/** No plain word, name or address, which would be blanked out wherever it is spoken of. */
function isDrawn(text: string): boolean {
  if (text.length < SHORTEST || text.length > 4096 || /^https?:\/\/[^@]*$/.test(text)) return false;
  const sorts = [/[a-z]/, /[A-Z]/, /\d/, /[^\w.:/-]/].filter((sort) => sort.test(text)).length;
  return sorts >= 2 && (/[\d\W]/.test(text) || text.length >= LONG);
}
