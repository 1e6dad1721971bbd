import { createHash } from 'node:crypto';
import { BASE32 } from '../model/names.ts';
import type { ZuulBuild, ZuulItem } from './build.ts';

/** Who holds a build's lease, where no address of the build is known (TROIKA_HOLDER): enough to find it in Zuul. */
export function holderOfBuild({ tenant, pipeline, project, item, job, build }: ZuulBuild): string {
  return `Zuul ${tenant}, ${pipeline}: ${job} of ${project} ${itemText(item)}, build ${build}`;
}

/** What is tested, in a few words. */
function itemText(item: ZuulItem): string {
  switch (item.is) {
    case 'change':
      return `change ${item.change}`;
    case 'branch':
      return `branch ${item.branch}`;
    case 'tag':
      return `tag ${item.tag}`;
    case 'other':
      return 'at some ref';
  }
}

/** What all attempts of one job of one item share, and nobody else: ten characters of base32. */
export function attemptsOf({ buildset, project, job }: ZuulBuild): string {
  const bytes = createHash('sha256').update(`troika attempts of ${buildset} ${project} ${job}`).digest();
  return [...bytes.subarray(0, 10)].map((byte) => BASE32[byte % 32]).join('');
}
