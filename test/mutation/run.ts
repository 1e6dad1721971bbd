import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import pLimit from 'p-limit';
import { EQUAL } from './equal.ts';
import { mutants, type Mutant } from './mutants.ts';
import { plantTree, type Tested, type Tree } from './tree.ts';

/**
 * Takes away each rule, each proof, each veto, each blocker and each row that clean-up decides by, one at a time, and
 * runs the pure tests of deciding. Prints who noticed; exit code 1 when nobody does.
 */
const RULES = ['test/forceclean/rules.test.ts'];
const PLANS = ['blockers', 'plan', 'cases', 'needs', 'beforehand'].map((name) => `test/forceclean/${name}.test.ts`);
/** Every test of clean-up that needs no cloud. */
const ALL = readdirSync('test/forceclean')
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/forceclean/${name}`)
  .filter((file) => !/from '(?:\.\.\/support|\.\/stage|\.\.\/runner)/.test(readFileSync(file, 'utf8')));

async function judge(mutant: Mutant, tree: Tree): Promise<Tested> {
  return tree.changed(mutant, async () => {
    const nearest = mutant.first === undefined ? await tree.test(PLANS) : await tree.test(RULES, mutant.first);
    return nearest.failed > 0 && nearest.first !== undefined ? nearest : tree.test(ALL);
  });
}

const root = resolve(import.meta.dirname, '../..');
const only = process.argv[2];
const all = mutants(root).filter((one) => only === undefined || one.what.includes(only));
const width = Math.min(availableParallelism(), 4);
const trees = await Promise.all(Array.from({ length: width }, () => plantTree(root)));
const free = [...trees];
let survivors = 0;
try {
  const [tree] = trees;
  const sound = await tree?.test(ALL);
  if (sound === undefined || sound.failed > 0 || sound.passed === 0)
    throw new Error(`the tests fail without any mutant: ${sound?.first}`);
  const limit = pLimit(width);
  const rows = all.map((mutant) =>
    limit(async () => {
      const own = free.pop();
      if (own === undefined) throw new Error('no tree is free');
      const tested = await judge(mutant, own);
      free.push(own);
      return tested;
    }),
  );
  for (const [index, mutant] of all.entries()) {
    const { failed, first } = (await rows[index]) ?? { failed: 0, first: undefined };
    const excuse = failed > 0 ? undefined : EQUAL.find((one) => mutant.what.includes(one.mutant));
    if (failed === 0 && excuse === undefined) survivors += 1;
    const says =
      failed > 0 ? (first ?? '') : excuse === undefined ? 'SURVIVES: nobody notices' : `equal: ${excuse.why}`;
    console.log(`${String(failed).padStart(4)}  ${mutant.what.padEnd(90)}  ${says}`);
  }
  console.log(`npm run test:mutation: ${all.length} mutants, ${survivors} survive`);
} finally {
  await Promise.all(trees.map((tree) => tree.remove()));
}
process.exitCode = survivors === 0 && all.length > 0 ? 0 : 1;
