import { createHash } from 'node:crypto';
import { BASE32, hasDigit } from '../model/names.ts';

/**
 * The id of the run in a build: the same each time it is asked, so that a clean-up which has nothing but Zuul's variables
 * knows the names of the clusters. 45 bits of a SHA-256; at least one is a digit, as in every run's id.
 * @param build `zuul.build`
 */
export function runIdOfBuild(build: string): string {
  for (let attempt = 0; ; attempt += 1) {
    const bytes = createHash('sha256').update(`troika run of build ${build}, ${attempt}`).digest();
    const id = [...bytes.subarray(0, 9)].map((byte) => BASE32[byte % 32]).join('');
    if (hasDigit(id)) return id;
  }
}
