import type { Flight, Port, Proc, State } from './state.ts';

interface Written {
  readonly state: State;
  readonly rest: number;
  readonly procs: readonly number[];
  readonly ports: readonly number[];
}

/** Writes the states of one exploration short: each different part is one character. */
export function createKeys(): { after(before: State, state: State): string } {
  const codes = new Map<string, number>();
  let last: Written | undefined;

  function codeOf(text: string): number {
    let code = codes.get(text);
    if (code === undefined) {
      if (codes.size > 0xffff) throw new RangeError('too many different parts');
      code = codes.size;
      codes.set(text, code);
    }
    return code;
  }

  function restOf({ left, made }: State): number {
    return codeOf(
      `${left.crash} ${left.lost} ${left.late} ${left.pause} ${left.demand} ${left.extend} made ${made.join()}`,
    );
  }

  function write(state: State): Written {
    return {
      state,
      rest: restOf(state),
      procs: state.procs.map((proc) => codeOf(writeProc(proc))),
      ports: state.ports.map((port) => codeOf(writePort(port))),
    };
  }

  /** The key of a state that shares most of its parts with the one before it. */
  function after(before: State, state: State): string {
    if (last?.state !== before) last = write(before);
    const same = state.left === before.left && state.made === before.made;
    const parts = [same ? last.rest : restOf(state)];
    for (let at = 0; at < state.procs.length; at += 1) {
      const proc = state.procs[at];
      const known = proc === before.procs[at] ? last.procs[at] : undefined;
      if (proc !== undefined) parts.push(known ?? codeOf(writeProc(proc)));
    }
    for (const port of state.ports) parts.push(last.ports[before.ports.indexOf(port)] ?? codeOf(writePort(port)));
    for (const flight of state.flights) parts.push(codeOf(writeFlight(flight)));
    return String.fromCharCode(...parts);
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
  return `${line},${p.sent},${p.unanswered},${p.gone}:${p.todo.length === 0 ? '' : p.todo.join(';')}:${come}`;
}

function writePort({ id, place, queue, touched, kept, sure, victim }: Port): string {
  return `port ${id},${place},${queue},${touched},${kept},${sure},${victim}`;
}

function writeFlight({ deed, proc, id, goal, age, waits, answer }: Flight): string {
  return `${deed} ${proc},${id},${goal},${age},${waits},${answer}`;
}
