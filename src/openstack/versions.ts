import { z } from 'zod';
import type { ServiceRow } from './services.ts';

const Version = z.object({
  id: z.string(),
  version: z.string().nullish(),
  max_version: z.string().nullish(),
});

const Versions = z.array(Version);

/** Nova's and Cinder's versioned roots say `version`, roots say `versions`, Keystone's root wraps them in `values`. */
const VersionDocument = z.union([
  z.object({ versions: Versions }).transform((body) => body.versions),
  z.object({ versions: z.object({ values: Versions }) }).transform((body) => body.versions.values),
  z.object({ version: Version }).transform((body) => [body.version]),
]);

export type Offer = z.infer<typeof Version>;

/** The versions that a document names; undefined when it is no version document. */
export function readVersions(body: unknown): readonly Offer[] | undefined {
  return VersionDocument.safeParse(body).data;
}

/** What a service's version document means for us. */
export type Chosen =
  { readonly answer: 'fits'; readonly microversion?: string } | { readonly answer: 'misfit'; readonly says: string };

/** Looks for the version we speak, and takes the microversion we want or the newest below it. Pure. */
export function chooseVersion(row: ServiceRow, offers: readonly Offer[]): Chosen {
  const offer = offers.find((candidate) => row.offered.test(candidate.id));
  if (offer === undefined) {
    const ids = offers.map((candidate) => candidate.id).join(', ');
    return {
      answer: 'misfit',
      says: `offers ${ids === '' ? 'no version' : ids}; Troika speaks ${row.version.slice(1)}`,
    };
  }
  if (row.microversion === undefined) return { answer: 'fits' };
  const { type, wanted, needed } = row.microversion;
  const newest = (offer.max_version ?? '') === '' ? (offer.version ?? '') : (offer.max_version ?? '');
  if (needed === undefined && minor(newest) < 0) return { answer: 'fits' };
  if (needed !== undefined && minor(newest) < minor(needed)) {
    return {
      answer: 'misfit',
      says: `offers ${type} ${newest === '' ? 'without microversions' : newest}; Troika needs ${needed}`,
    };
  }
  return { answer: 'fits', microversion: `${type} ${minor(newest) < minor(wanted) ? newest : wanted}` };
}

/** The second number of a microversion; all that we compare share the first. */
function minor(version: string): number {
  return Number(version.split('.')[1] ?? -1);
}
