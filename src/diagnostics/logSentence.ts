import { sentence, type Sentence } from './sentence.ts';

/** How programs begin a line that something ended with: worst first. */
const LINES: readonly { readonly weight: Sentence['weight']; readonly pattern: RegExp }[] = [
  { weight: 2, pattern: /^(?:panic:|fatal error:|F\d{4} )|Kernel panic|Out of memory|oom-kill/ },
  {
    weight: 1,
    pattern:
      /^E\d{4} \d\d:|\blevel=(?:error|fatal)\b|"level":"(?:error|fatal)"|\b(?:ERROR|FATAL|CRITICAL)\b|\bError:|Traceback|Failed to start|error execution phase|No bootable device/,
  },
];

/** The last line of a log that tells of an error, if there is one. Pure. */
export function logSentences(text: string, where: string): readonly Sentence[] {
  const lines = text.split('\n');
  for (const { weight, pattern } of LINES) {
    const line = lines.findLast((one) => pattern.test(one));
    if (line !== undefined) return [sentence(weight, `${where}: ${line}`)];
  }
  return [];
}
