import type { CommandModule } from 'yargs';

/** A command with others below it. */
export interface Group<Options = object> extends CommandModule<object, Options> {
  readonly command: string;
  /** The names of those below it. */
  readonly below: readonly string[];
}

/** The word that a command is called by: what follows it in its pattern are its arguments. */
export function nameOf({ command }: Pick<CommandModule, 'command'>): string {
  return String(command).replace(/ .*/, '');
}
