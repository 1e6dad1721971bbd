import { duration } from '../config/fields.ts';
import { TroikaError } from '../model/error.ts';

/** Reads a duration of the command line as seconds. @throws TroikaError usage */
export function secondsOf(option: string, text: string): number {
  const read = duration().safeParse(text);
  if (read.success) return read.data;
  throw new TroikaError('usage', `${option} ${text}: ${read.error.issues[0]?.message ?? 'cannot be read'}`);
}

/** Reads a number of things of the command line, one at least. @throws TroikaError usage */
export function countOf(option: string, number: number): number {
  if (Number.isInteger(number) && number > 0) return number;
  throw new TroikaError('usage', `${option} must be a whole number above zero`);
}
