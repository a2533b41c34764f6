import { Command, CommanderError } from 'commander';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';
import { checkCommand } from './check-command.ts';
import { cleanCommand } from './clean-command.ts';
import type { Context } from './context.ts';
import { envelopeCommand, tuneCommand } from './envelope-commands.ts';
import { doctorCommand } from './doctor-command.ts';
import { faultsCommand } from './faults-command.ts';
import { provisionCommand } from './provision-command.ts';
import { replayCommand } from './replay-command.ts';
import { reportCommand } from './report-command.ts';
import { runCommand } from './run-command.ts';
import { soakCommand } from './soak-command.ts';
import { stepsCommand } from './steps-command.ts';
import { renderError } from './terminal/render-error.ts';
import { usageOf } from './usage.ts';
import { version } from './version.ts';

/** Tells the command line what the process ends with. */
export type Exit = (code: number) => void;

/** Runs one command line to its end; never throws. @returns the exit code. */
export async function doomsday(argv: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.passed;
  const program = programFor(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(withCommand(argv, program), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.passed;
    const shown = error instanceof CommanderError ? usageOf(error, argv, program) : error;
    context.err(`${renderError(shown, context.colors)}\n`);
    return shown instanceof DoomsdayError ? shown.exit : EXIT.broken;
  }
}

function programFor(context: Context, exit: Exit): Command {
  const program = new Command('doomsday')
    .description('Disaster drills for etcd: lose the cluster for good, come back, know the cost.')
    .version(version(context.root), '-V, --version')
    .option('--color', 'colours even without a terminal')
    .option('--no-color', 'no colours (so does NO_COLOR=1)')
    .addHelpText('after', PROGRAM_HELP);
  const commands = [
    runCommand,
    envelopeCommand,
    tuneCommand,
    soakCommand,
    replayCommand,
    reportCommand,
    checkCommand,
    stepsCommand,
    faultsCommand,
    doctorCommand,
    provisionCommand,
    cleanCommand,
  ].map((make) => make(context, exit));
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) quiet(command, context);
  return program;
}

/** Commander throws instead of printing and exiting: errors are told once, in one form. */
function quiet(command: Command, context: Context): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: (text) => context.out(text), writeErr: () => undefined })
    .configureHelp({ helpWidth: Math.min(100, context.width()) });
}

/** `run` is meant where the first argument is no command; colour flags may stand before it. */
function withCommand(argv: readonly string[], program: Command): string[] {
  const isColor = (word: string): boolean => word === '--color' || word === '--no-color';
  const colors = argv.filter(isColor);
  const words = argv.filter((word) => !isColor(word));
  const [first = ''] = words;
  const known = program.commands.some((command) => command.name() === first);
  const general = ['help', '--help', '-h', '--version', '-V'].includes(first);
  return [...colors, ...(known || general ? words : ['run', ...words])];
}

const PROGRAM_HELP = `
"run" is meant where the first argument is no command. Without arguments the main drill is played:
three members, the quorum lost for good, restored from a snapshot, judged.

Examples:
  $ doomsday                                          the main drill
  $ doomsday features/storms --seed 0x5eed            one folder, one seed
  $ doomsday soak --for 30m                           storm after storm on one cluster
  $ doomsday doctor                                   can this machine run drills?
  $ doomsday report latest                            where the newest report is

Exit codes: 0 passed, 1 missed, 2 inconclusive, 3 unsafe, 4 broken, 64 wrong use, 130 interrupted.`;
