/** A file of a run directory: its path from there, and its size. */
export interface Sized {
  readonly path: string;
  readonly bytes: number;
}

/** What never leaves the node. */
const SECRET = /(^|\/)kubeconfig$/;

/** Which files go into the archive: all but secret ones; of the largest as many stay behind as it takes. */
export function chooseFiles(
  files: readonly Sized[],
  most: number,
): { readonly taken: readonly string[]; readonly left: readonly Sized[] } {
  const bySize = files.filter(({ path }) => !SECRET.test(path)).sort((a, b) => a.bytes - b.bytes);
  let used = 0;
  const taken: string[] = [];
  const left: Sized[] = [];
  for (const file of bySize) {
    used += file.bytes;
    if (used <= most) taken.push(file.path);
    else left.push(file);
  }
  return { taken: taken.sort(), left };
}

/** What the index page of a cluster's diagnostics is called beside the reports. Pure. */
export function diagnosticsName(cluster: string): string {
  return `diagnostics-${cluster}.html`;
}

/** A page that stands alone: what it leads to is in the archive, by the same paths. Pure. */
export function withoutLinks(page: string): string {
  return page.replace(/<a href="[^"]*">([^<]*)<\/a>/g, '$1');
}
