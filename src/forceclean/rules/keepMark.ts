import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** The second is the mark of azimuth-cloud/cluster-api-janitor-openstack (its README). */
const MARKS = ['e2e-keep', 'janitor.capi.azimuth-cloud.com/keep'];

/** A person's wish, as metadata or as a tag `mark=true`. */
export const keepMark: Rule = {
  name: 'keep-mark',
  kinds: KINDS,
  look: (resource) =>
    MARKS.filter((mark) => resource.metadata[mark] === 'true' || resource.tags.includes(`${mark}=true`)).map((mark) =>
      veto('marked to be kept', `${mark}=true`),
    ),
};
