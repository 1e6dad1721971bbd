// Writes docs/fidelity.md for the generation of the Kubernetes bed that stands (npm run fidelity). Fails where something
// differs, or is read by nobody, without a reason in reasons.ts.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { readBed, type Bed } from '../kubernetesBed/bed.ts';
import { CASES, type FidelityCase } from './cases.ts';
import { compare } from './compare.ts';
import { section, withSections } from './page.ts';
import { isOdd, reasonFor } from './reasons.ts';
import { footprintSide, newName, realSide } from './sides.ts';

const PAGE = 'docs/fidelity.md';

const bed = await readBed();
let unexplained = 0;
for (const one of CASES.filter(({ generation }) => generation === bed.generation))
  unexplained += await carryOut(one, bed);
process.exitCode = unexplained === 0 ? 0 : 1;

/** Compares one case, puts its section into the page, and tells what has no reason. @returns how much that is */
async function carryOut(one: FidelityCase, on: Bed): Promise<number> {
  const cluster = newName();
  const real = await realSide(one, cluster, on);
  const lines = compare(real.listing, await footprintSide(one, cluster, real.ground));
  const old = existsSync(PAGE) ? await readFile(PAGE, 'utf8') : '';
  const page = withSections(old, new Map([[one.name, section(one, lines, real.attributed)]]));
  await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
  const odd = lines.filter((line) => isOdd(line) && reasonFor(one.name, line) === undefined);
  for (const { kind, object, field, real: said = '—', footprint = '—', reader } of odd)
    console.log(`${one.name}: ${kind} ${object}, ${field}: real ${said}, footprint ${footprint}, read by ${reader}`);
  console.log(`${one.name}: ${lines.length} lines, ${odd.length} without a reason`);
  return odd.length;
}
