import { join } from 'node:path';
import { writeWhole } from '../io/files.ts';
import { createRedactor, type Redactor } from '../io/redact.ts';
import { firstObjects, lastBytes, MOST_FILE, MOST_SHOWN, MOST_WHOLE } from './limit.ts';
import { mask } from './mask.ts';
import { maskObject } from './maskObject.ts';
import type { Entry, Missing } from './page.ts';
import { sentence, type Sentence } from './sentence.ts';

/** An object of an API, with what it tells. */
export interface Told {
  readonly object: unknown;
  readonly sentences: readonly Sentence[];
}

/** Where the files of one cluster's diagnostics go. No byte gets there unmasked, and no more than there is room for. */
export interface Shelf {
  /** Learns secrets that other texts may hold. */
  learn(values: readonly string[]): void;
  /** A text without secrets. */
  clean(text: string): string;
  /** Keeps the end of a log. */
  log(path: string, text: string, sentences: readonly Sentence[]): Promise<void>;
  /** Keeps objects as a list, those that tell most first; more may be told of them all. */
  objects(path: string, told: readonly Told[], more?: readonly Sentence[]): Promise<void>;
  /** Something that could not be had, and why. */
  lacks(what: string, why: string): void;
  readonly entries: readonly Entry[];
  readonly missing: readonly Missing[];
}

/** Learnt secrets beyond this many are not looked for: each costs time in every text. */
const MOST_LEARNT = 300;

/** @param folder of the diagnostics; made with the first file */
export function openShelf(folder: string, redactor: Redactor): Shelf {
  // What is learnt here may well be a common word; the rest of the run need not be blanked out by it.
  const own = createRedactor();
  const learnt = new Set<string>();
  const entries: Entry[] = [];
  const missing: Missing[] = [];
  let used = 0;

  const clean = (text: string): string => mask(own.redact(redactor.redact(text)));
  const cleanOnes = (sentences: readonly Sentence[]): readonly Sentence[] =>
    sentences.map(({ weight, says }) => sentence(weight, clean(says)));
  const room = (): number => Math.max(0, Math.min(MOST_FILE, MOST_WHOLE - used));
  const keep = async (entry: Omit<Entry, 'bytes'>, text: string): Promise<void> => {
    const bytes = Buffer.byteLength(text);
    used += bytes;
    await writeWhole(join(folder, entry.path), text);
    entries.push({ ...entry, bytes });
  };

  return {
    entries,
    missing,
    clean,
    learn(values) {
      for (const value of values) {
        if (learnt.size >= MOST_LEARNT) return;
        if (learnt.has(value)) continue;
        learnt.add(value);
        own.secret(value);
      }
    },
    async log(path, text, sentences) {
      const { text: kept, lost } = lastBytes(clean(text), room());
      const shown = lastBytes(kept, MOST_SHOWN).text;
      await keep(
        { path, sentences: cleanOnes(sentences), shown, cut: lost === 0 ? '' : `${lost} bytes left out` },
        kept,
      );
    },
    async objects(path, told, more = []) {
      const heavy = ({ sentences }: Told): number => Math.max(0, ...sentences.map(({ weight }) => weight));
      const sorted = [...told].sort((a, b) => heavy(b) - heavy(a));
      const objects = sorted.map(({ object }) => maskTexts(maskObject(object), clean));
      const { text, lost } = firstObjects(objects, room());
      const sentences = cleanOnes([...sorted.flatMap((one) => one.sentences), ...more]);
      const cut = lost === 0 ? '' : `${lost} of ${told.length} objects left out`;
      await keep({ path, sentences, shown: '', cut }, text);
    },
    lacks(what, why) {
      missing.push({ what, why: sentence(1, clean(why)).says });
    },
  };
}

/** Texts are cleaned one by one, before JSON escapes them and may disguise a secret. */
function maskTexts(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((inner) => maskTexts(inner, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskTexts(inner, clean)]));
}
