import { join } from 'node:path';
import { writeWhole } from '../io/files.ts';
import { createRedactor, type Redactor } from '../io/redact.ts';
import { firstObjects, lastBytes, MOST_FILE, MOST_SHOWN, MOST_WHOLE } from './limit.ts';
import { mask } from './mask.ts';
import { maskObject } from './maskObject.ts';
import type { Entry, Missing } from './page.ts';
import { sentence, type Sentence } from './sentence.ts';

/** Objects of one file, and what each of them, or all together, tell. */
export interface Objects<T> {
  readonly objects: readonly T[];
  tell?(object: T): readonly Sentence[];
  tellAll?(objects: readonly T[]): readonly Sentence[];
}

/**
 * What was collected of one cluster. It is written down at the end, when all secrets are known that one part may show of
 * another: no byte unmasked, and no more than there is room for.
 */
export interface Shelf {
  /** Learns secrets that any text may hold. */
  learn(values: readonly string[]): void;
  /** A text without secrets. */
  clean(text: string): string;
  log(path: string, text: string, tell: (text: string) => readonly Sentence[]): void;
  objects<T>(path: string, objects: Objects<T>): void;
  /** Something that could not be had, and why. */
  lacks(what: string, why: string): void;
  /** Writes all of it; once. @throws an Error when a file cannot be written */
  write(): Promise<{ readonly entries: readonly Entry[]; readonly missing: readonly Missing[] }>;
}

/** Learnt secrets beyond this many are not looked for: each costs time in every text. */
const MOST_LEARNT = 300;

/** A file before it is written. */
type Make = (room: number) => { readonly entry: Omit<Entry, 'bytes'>; readonly text: string };

/** @param folder of the diagnostics */
export function openShelf(folder: string, redactor: Redactor): Shelf {
  // What is learnt here may well be a common word; the rest of the run need not be blanked out by it.
  const own = createRedactor();
  const learnt = new Set<string>();
  const files: Make[] = [];
  const missing: Missing[] = [];
  const clean = (text: string): string => mask(own.redact(redactor.redact(text)));

  return {
    clean,
    learn(values) {
      for (const value of values) {
        if (learnt.size >= MOST_LEARNT || learnt.has(value)) continue;
        learnt.add(value);
        own.secret(value);
      }
    },
    log(path, whole, tell) {
      // What masking takes away makes a log shorter, seldom longer.
      const { text, lost: before } = lastBytes(whole, 2 * MOST_FILE);
      files.push((room) => {
        const cleaned = clean(text);
        const kept = lastBytes(cleaned, room);
        const lost = before + kept.lost;
        const cut = lost === 0 ? '' : `${lost} bytes left out`;
        const note = lost === 0 ? '' : `[${lost} bytes before this are left out]\n`;
        const shown = lastBytes(kept.text, MOST_SHOWN).text;
        return { entry: { path, sentences: tell(cleaned), shown, cut }, text: note + kept.text };
      });
    },
    objects(path, { objects, tell, tellAll }) {
      files.push((room) => {
        const weights = new Map(
          objects.map((one) => [one, Math.max(0, ...(tell?.(one) ?? []).map(({ weight }) => weight))]),
        );
        const sorted = [...objects].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
        const cleaned = sorted.map((one) => maskTexts(maskObject(one), clean) as typeof one);
        const { text, kept } = firstObjects(cleaned, room);
        const sentences = [...cleaned.flatMap((one) => tell?.(one) ?? []), ...(tellAll?.(cleaned) ?? [])];
        const lost = objects.length - kept.length;
        const cut = lost === 0 ? '' : `${lost} of ${objects.length} objects left out`;
        return { entry: { path, sentences, shown: '', cut }, text };
      });
    },
    lacks(what, why) {
      missing.push({ what, why });
    },
    async write() {
      const entries: Entry[] = [];
      let used = 0;
      for (const make of files) {
        const { entry, text } = make(Math.max(0, Math.min(MOST_FILE, MOST_WHOLE - used)));
        const bytes = Buffer.byteLength(text);
        used += bytes;
        await writeWhole(join(folder, entry.path), text);
        entries.push({ ...entry, bytes });
      }
      const lacking = missing.map(({ what, why }) => ({ what: clean(what), why: sentence(1, clean(why)).says }));
      return { entries, missing: lacking };
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
