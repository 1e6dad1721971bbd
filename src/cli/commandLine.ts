import yargs from 'yargs';
import { says, TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import type { Tools } from '../runner/tools.ts';
import { compareCommand } from './compare.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { downCommand } from './down.ts';
import type { Exit } from './exit.ts';
import { forcecleanCommand } from './forceclean.ts';
import type { Group } from './group.ts';
import { initCommand } from './init.ts';
import { kubeconfigCommand } from './kubeconfig.ts';
import { leaseCommand } from './lease.ts';
import { lintCommand } from './lint.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { toolsCommand } from './tools.ts';
import { upgradeCommand } from './upgrade.ts';
import { zuulCommand } from './zuul.ts';

/**
 * Reads the command line, runs the one command it names, and answers with the exit code (docs/design.md §5).
 * @param args without node and script
 */
export async function runCommandLine(args: readonly string[], tools: Tools): Promise<number> {
  let code = 0;
  const exit: Exit = (value) => {
    code = value;
  };
  const forceclean = forcecleanCommand(tools, exit);
  const lease = leaseCommand(tools, exit);
  const programs = toolsCommand(tools, exit);
  const upgrade = upgradeCommand(tools, exit);
  const zuul = zuulCommand(tools, exit);
  const parser = yargs([...args])
    .scriptName('troika')
    .usage(
      '$0 <command>\n\nEnd-to-end tests for Kubernetes on OpenStack: three clusters abreast in one project, and nothing left.',
    )
    .command(runCommand(tools, exit))
    .command(statusCommand(tools, exit))
    .command(downCommand(tools, exit))
    .command(forceclean)
    .command(lease)
    .command(initCommand(tools, exit))
    .command(doctorCommand(tools, exit))
    .command(kubeconfigCommand(tools, exit))
    .command(reportCommand(tools, exit))
    .command(compareCommand(tools, exit))
    .command(lintCommand(tools, exit))
    .command(programs)
    .command(upgrade)
    .command(zuul)
    .command(demoCommand(tools, exit))
    .completion('completion', 'Print a completion script for your shell.')
    .option('no-colour', { type: 'boolean', describe: 'Print without colours, also on a terminal.', global: true })
    .version(tools.version)
    .alias('help', 'h')
    .alias('version', 'V')
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    .check(refuseDoubles)
    .parserConfiguration({ 'boolean-negation': false, 'duplicate-arguments-array': true })
    .wrap(Math.min(110, tools.stdout.columns ?? 80))
    .exitProcess(false)
    .showHelpOnFail(false)
    .epilogue('Try it without a cloud: troika demo')
    .fail((message: string | null, error: unknown) => {
      throw error instanceof Error
        ? error
        : new TroikaError('usage', usageText(message), {
            hint: helpOf(args, message, [forceclean, lease, programs, upgrade, zuul]),
          });
    });
  try {
    await parser.parseAsync();
    return code;
  } catch (error) {
    return exitCode(report(error, tools));
  }
}

/** An option that takes one value makes a list of two; which of them was meant, nobody knows. @throws TroikaError usage */
function refuseDoubles(given: Readonly<Record<string, unknown>>, options: { array?: readonly string[] }): true {
  const [double] = Object.keys(given).filter(
    (name) => name !== '_' && Array.isArray(given[name]) && options.array?.includes(name) !== true,
  );
  if (double === undefined) return true;
  const dashes = double.length === 1 ? '-' : '--';
  throw new TroikaError('usage', `${dashes}${double} is given more than once`, { hint: 'Give it once.' });
}

/** The help of the command that a wrong command line begins with; of all where that is the mistake. */
function helpOf(
  [first = '', second = '']: readonly string[],
  message: string | null,
  groups: readonly Pick<Group, 'command' | 'below'>[],
): string {
  const known = /^[a-z]+$/.test(first) && !/^(Did you mean|Unknown command)/.test(message ?? '');
  const below = groups.some((one) => one.command === first && one.below.includes(second)) ? ` ${second}` : '';
  return `See: troika${known ? ` ${first}${below}` : ''} --help`;
}

/** yargs counts what is missing, and does not name it. */
function usageText(message: string | null): string {
  if (message === null) return 'unknown command line';
  return message.startsWith('Not enough non-option arguments') ? 'an argument is missing' : message;
}

/** Says what went wrong, in one sentence and a hint, and never as a stack. */
function report(error: unknown, tools: Tools): TroikaError['verdict'] {
  if (error instanceof TroikaError) {
    tools.stderr.write(`troika: ${error.message}\n`);
    if (error.hint !== undefined) tools.stderr.write(`  ${error.hint}\n`);
    return error.verdict;
  }
  const isYargs = error instanceof Error && error.name === 'YError';
  tools.stderr.write(`troika: ${isYargs ? '' : 'a defect of Troika: '}${says(error)}\n`);
  return isYargs ? 'usage' : 'broken';
}
