import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import { outcomeIn } from '../zuul/returned.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder, type ZuulFolder } from './zuulFolder.ts';
import { runProcess } from './zuulProcess.ts';

/** The run goes on: EX_TEMPFAIL of sysexits.h, which no verdict has. */
const GOES_ON = 75;
const LOOK_MS = 500;
/** So long a run that was started may take until it has noted its process. */
const BEGINS_MS = 30_000;

/**
 * The use case of `troika zuul watch`: tells the run that its job still follows it, and prints what the run has printed
 * since the last time. Waits a little for more.
 * @returns the run's own exit code once it has ended; until then GOES_ON
 */
export async function zuulWatch(
  request: { readonly folder: string; readonly waitSeconds: number },
  tools: Tools,
): Promise<number> {
  const { clock, interrupts } = tools;
  const folder = await openZuulFolder(request.folder, tools.cwd);
  await writeFile(folder.alive, '');
  const begun = clock.monotonic();
  for (;;) {
    const state = await runProcess(folder);
    await printNew(folder, tools);
    if (state === 'ended') return ended(folder);
    if (state === 'elsewhere')
      throw new TroikaError('broken', 'the run of this build is not on this machine', { class: 'provision' });
    const waited = clock.monotonic() - begun;
    if (state === 'none' && waited > BEGINS_MS)
      throw new TroikaError('broken', `no run of this build has begun in ${BEGINS_MS / 1000} s`, {
        class: 'provision',
      });
    if (state !== 'none' && waited >= request.waitSeconds * 1000) return GOES_ON;
    await clock.sleep(LOOK_MS, interrupts.work);
  }
}

async function ended(folder: ZuulFolder): Promise<number> {
  const text = await readFile(folder.returned, 'utf8').catch(() => '');
  const outcome = outcomeIn(text);
  if (outcome !== undefined) return outcome.exit;
  throw new TroikaError('broken', 'the run of this build was killed: its process is gone, and it has no last word', {
    class: 'provision',
    hint: 'Was the node short of memory? What the run left is removed by the clean-up of this build.',
  });
}

/** Prints what was added to the run's output, and remembers how far. */
async function printNew({ output, path }: ZuulFolder, { stdout }: Tools): Promise<void> {
  const seenBy = `${path}/shown`;
  const seen = Number(await readFile(seenBy, 'utf8').catch(() => '0')) || 0;
  const size = await stat(output).then(
    (one) => one.size,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return 0;
      throw error;
    },
  );
  if (size <= seen) return;
  const file = await open(output, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size - seen), 0, size - seen, seen);
    const text = buffer.subarray(0, bytesRead);
    // Whole lines only: the rest of one is printed with its end.
    const end = text.lastIndexOf(0x0a) + 1;
    stdout.write(text.subarray(0, end).toString('utf8'));
    await writeFile(seenBy, String(seen + end));
  } finally {
    await file.close();
  }
}
