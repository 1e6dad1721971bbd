import type { Kind, PartKind } from '../model/resource.ts';
import { template, type Template } from './text.ts';

export type Creator =
  | 'capi'
  | 'capo'
  | 'occm'
  | 'cinderCsi'
  | 'octaviaIngress'
  | 'tofuV1'
  | 'v1Scripts'
  | 'octavia'
  | 'clusterStacks'
  | 'troika';

/** Where on a resource a text stands. */
export type Field = 'name' | 'description' | 'tag' | `metadata:${string}`;

/** One text that one creator writes, in the versions named. */
export interface TextRow {
  readonly creator: Creator;
  readonly versions: string;
  readonly kind: Kind | PartKind;
  readonly field: Field;
  readonly template: Template;
  /**
   * The words round the tokens are the creator's own, so that the text says whose it is even when the cluster is
   * unknown to us. False for names such as `{P}-net`, which anybody may give.
   */
  readonly telling: boolean;
  /** Project, file and lines at the version read. */
  readonly source: string;
}

/** Makes the rows of one creator: what they share is said once. */
export function rowsOf(creator: Creator) {
  return function row(
    kind: Kind | PartKind,
    field: Field,
    text: string,
    source: string,
    more: { versions?: string; telling?: boolean; cut?: number } = {},
  ): TextRow {
    const { versions = 'all', telling = false, cut } = more;
    return { creator, versions, kind, field, template: template(text, cut), telling, source };
  };
}
