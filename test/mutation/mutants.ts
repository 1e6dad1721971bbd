import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One change of the source that somebody must notice. */
export interface Mutant {
  /** What is taken away, for people. */
  readonly what: string;
  /** Below the project. */
  readonly file: string;
  readonly text: string;
  /** Titles of the tests that are asked first; all of them when absent. */
  readonly first?: string;
}

const FORCECLEAN = 'src/forceclean';
/** In place of a call that finds somebody: nobody. */
const NOBODY = '((_list) => [])(';
/** In place of a proof or a veto: something that is compatible with being ours, and no more. */
const WEAK = "((says, value) => ({ side: 'for', strength: 'weak', says, value }))(";

/** Every mutant of the project, in the order of its files. */
export function mutants(root: string): readonly Mutant[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const rules = readdirSync(join(root, FORCECLEAN, 'rules')).filter((name) => name !== 'table.ts');
  return [
    ...rulesOf(read),
    ...rules.sort().flatMap((name) => reasonsOf(read, `${FORCECLEAN}/rules/${name}`)),
    ...at(read, `${FORCECLEAN}/blockers.ts`, /\bothers\((?!list)/g, NOBODY, 'who'),
    ...at(read, `${FORCECLEAN}/blockers.ts`, /\b(?:lentTo|foreignRoutes)\((?!\n|router)/g, NOBODY, 'who'),
    ...at(read, `${FORCECLEAN}/needs.ts`, /(?<=^ {2}\w+: \[.*)'\w+'(?:, )?/gm, '', 'need'),
    ...at(read, `${FORCECLEAN}/stay.ts`, /(?<=[^\w])if \((?!staying|isDecided)/g, 'if (false && ', 'condition'),
    ...at(read, `${FORCECLEAN}/beforehand.ts`, /(?<=[^\w])if \(/g, 'if (false && ', 'condition'),
    ...at(read, `${FORCECLEAN}/reasons.ts`, /^ {2}'[\w-]+',\n/gm, '', 'row'),
  ];
}

/** Each rule taken out of the table. */
function rulesOf(read: (file: string) => string): readonly Mutant[] {
  const file = `${FORCECLEAN}/rules/table.ts`;
  const text = read(file);
  const table = text.slice(text.indexOf('RULES:'));
  return [...table.matchAll(/^ {2}(\w+),$/gm)].map(([line, rule = '']) => {
    const from = new RegExp(`\\b${rule}\\b.* from '\\./(\\w+\\.ts)'`).exec(text)?.[1] ?? '';
    const named = nameIn(read(`${FORCECLEAN}/rules/${from}`));
    return {
      what: `rule ${named}`,
      file,
      text: text.replace(table, table.replace(`${line}\n`, '')),
      first: titlesOf(named),
    };
  });
}

/** Each proof and each veto of a rule, made weak. */
function reasonsOf(read: (file: string) => string, file: string): readonly Mutant[] {
  const first = titlesOf(nameIn(read(file)));
  return at(read, file, /(?<![\w.])(?:veto|strong|hanging|partOf)\((?!\w+: )/g, WEAK, 'reason').map((one) => ({
    ...one,
    first,
  }));
}

function nameIn(text: string): string {
  return /^ {2}name: '([^']+)'/m.exec(text)?.[1] ?? 'no rule';
}

/** How test/forceclean/rules.test.ts calls the cases of a rule. */
function titlesOf(rule: string): string {
  return `the rules of attribution ${rule}: `;
}

/** One mutant for each place where the pattern is found. */
function at(
  read: (file: string) => string,
  file: string,
  pattern: RegExp,
  by: string,
  kind: string,
): readonly Mutant[] {
  const text = read(file);
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => {
    const line = text.slice(0, index).split('\n').length;
    const shown = text.split('\n')[line - 1]?.trim() ?? '';
    return {
      what: `${kind} ${file.slice(FORCECLEAN.length + 1)}:${line} ${found.trim()} in ${shown.slice(0, 60)}`,
      file,
      text: text.slice(0, index) + by + text.slice(index + found.length),
    };
  });
}
