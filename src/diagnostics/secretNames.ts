/** Words in the name of a field, a variable or an option whose value is a secret. */
export const SECRET_WORDS =
  'pass(?:word|wd|phrase)|secret|token|credential|kubeconfig|htpasswd|adminpass|(?:key|user|bootstrap)[_-]?data|(?:api|private|access|certificate|client|encryption|signing|ssh|host)[_-]?key';

const SECRET = new RegExp(SECRET_WORDS, 'i');

/** Ends of names that only speak of a secret: which, where, how long. */
const ABOUT =
  /(?:names?|refs?|namespaces?|paths?|files?|dirs?|types?|kinds?|ids?|uids?|urls?|uris?|ttl|seconds|expir\w*|versions?|size|count|modes?|audiences?|issuers?|polic\w*|providers?|class|groups?|usages?|limit|mounts?|volumes?|controller|cleaner)$/i;

/** True for the name of something whose value must not be shown: `password`, `OS_TOKEN`, `userData`; not for `secretName`. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name);
}
