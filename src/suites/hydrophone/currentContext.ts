import { resolve } from 'node:path';

/** Paths in a kubeconfig, which are meant from its folder (client-go, tools/clientcmd/loader.go). */
const PATHS = new Set(['certificate-authority', 'client-certificate', 'client-key', 'tokenFile']);

/**
 * A kubeconfig that works from any folder, and whose current context is this one. Pure.
 * @param file as read from YAML, known to be a kubeconfig @param folder its own
 */
export function withCurrentContext(file: unknown, context: string, folder: string): unknown {
  return { ...(absolute(file, folder, '') as object), 'current-context': context };
}

function absolute(value: unknown, folder: string, field: string): unknown {
  if (typeof value === 'string') return leadsOut(field, value) ? resolve(folder, value) : value;
  if (Array.isArray(value)) return value.map((one) => absolute(one, folder, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, absolute(one, folder, name)]));
}

/** A program with a path is meant from there too, one by its name alone is looked for in PATH. */
function leadsOut(field: string, value: string): boolean {
  return value !== '' && (PATHS.has(field) || (field === 'command' && value.includes('/')));
}
