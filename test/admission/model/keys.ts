import type { Flight, Port, Proc, State } from './state.ts';

/** Short keys for the states of one exploration: each different part is one character. */
export function createKeys(): (state: State) => string {
  const characters = new Map<string, string>();
  const known = new WeakMap<object, string>();

  function characterOf(text: string): string {
    let character = characters.get(text);
    if (character === undefined) {
      if (characters.size > 0xffff) throw new RangeError('too many different parts');
      character = String.fromCharCode(characters.size);
      characters.set(text, character);
    }
    return character;
  }

  function partOf<T extends object>(part: T, write: (part: T) => string): string {
    let character = known.get(part);
    if (character === undefined) {
      character = characterOf(write(part));
      known.set(part, character);
    }
    return character;
  }

  return ({ ports, procs, flights, made, left }) => {
    const { crash, lost, late, pause, demand } = left;
    let key = characterOf(`left ${crash} ${lost} ${late} ${pause} ${demand} made ${made.join()}`);
    for (const proc of procs) key += partOf(proc, writeProc);
    for (const port of ports) key += partOf(port, writePort);
    for (const flight of flights) key += partOf(flight, writeFlight);
    return key;
  };
}

function writeProc(p: Proc): string {
  const w = p.warden;
  const come =
    w === undefined
      ? ''
      : `${w.slot},${w.victim},${w.cause},${w.claimed},${w.silenced},${w.gone},${w.again},${w.own},${w.trust},${w.todo},${w.begun}`;
  const line = `${p.phase},${p.queue},${p.attempt},${p.trust},${p.stands},${p.rested},${p.paused},${p.ahead},${p.passed}`;
  return `${line},${p.sent},${p.unanswered},${p.gone}:${p.todo.join(';')}:${come}`;
}

function writePort({ id, place, queue, touched, kept, victim }: Port): string {
  return `port ${id},${place},${queue},${touched},${kept},${victim}`;
}

function writeFlight({ deed, proc, id, goal, age, waits, answer }: Flight): string {
  return `${deed} ${proc},${id},${goal},${age},${waits},${answer}`;
}
