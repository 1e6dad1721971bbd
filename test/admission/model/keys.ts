import type { Flight, Port, Proc, State } from './state.ts';

interface Written {
  readonly state: State;
  readonly rest: string;
  readonly procs: readonly string[];
  readonly ports: readonly string[];
}

/** Writes the states of one exploration short: each different part is one character. */
export function createKeys(): { after(before: State, state: State): string } {
  const characters = new Map<string, string>();
  let last: Written | undefined;

  function characterOf(text: string): string {
    let character = characters.get(text);
    if (character === undefined) {
      if (characters.size > 0xffff) throw new RangeError('too many different parts');
      character = String.fromCharCode(characters.size);
      characters.set(text, character);
    }
    return character;
  }

  function restOf({ left, made }: State): string {
    return characterOf(`${left.crash} ${left.lost} ${left.late} ${left.pause} ${left.demand} made ${made.join()}`);
  }

  function write(state: State): Written {
    return {
      state,
      rest: restOf(state),
      procs: state.procs.map((proc) => characterOf(writeProc(proc))),
      ports: state.ports.map((port) => characterOf(writePort(port))),
    };
  }

  /** The key of a state that shares most of its parts with the one before it. */
  function after(before: State, state: State): string {
    if (last?.state !== before) last = write(before);
    const same = state.left === before.left && state.made === before.made;
    let key = same ? last.rest : restOf(state);
    for (let at = 0; at < state.procs.length; at += 1) {
      const proc = state.procs[at];
      if (proc !== undefined) key += proc === before.procs[at] ? last.procs[at] : characterOf(writeProc(proc));
    }
    for (const port of state.ports) key += last.ports[before.ports.indexOf(port)] ?? characterOf(writePort(port));
    for (const flight of state.flights) key += characterOf(writeFlight(flight));
    return key;
  }

  return { after };
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
