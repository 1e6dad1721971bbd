import { TroikaError } from '../model/error.ts';
import { PROGRAM_NAMES, type ProgramName } from '../model/programName.ts';
import { PINS, pinsOf, type Pin } from '../programs/pins.ts';

/**
 * The pinned programs that a user names: the newest of each, or the one for a version of Kubernetes. Pure.
 * @param names none: all there are
 * @throws TroikaError usage where none is for that version
 */
export function chosenPins(names: readonly ProgramName[], kubernetes: string | undefined): readonly Pin[] {
  const wanted = PROGRAM_NAMES.filter((name) => names.length === 0 || names.includes(name));
  return wanted.map((name) => {
    const [pin] = pinsOf(name, kubernetes);
    if (pin !== undefined) return pin;
    const known = PINS.filter((one) => one.name === name).flatMap((one) => one.kubernetes ?? []);
    throw new TroikaError('usage', `${name}: Troika knows no version for Kubernetes ${kubernetes ?? ''}`, {
      hint: `It knows one for ${known.join(', ')}. Give the path of another with program:.`,
    });
  });
}
