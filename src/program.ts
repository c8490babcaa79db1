// The commander tree: flags in, typed options out, no logic.
import { Command, CommanderError } from 'commander';
import type { Context } from './context.ts';
import type { Failure } from './core/failure.ts';
import { COMMAND_NAMES, DEFINITIONS, type Definition, type GlobalOptions } from './flags.ts';
import { collect } from './flags/options.ts';

/** What every run of the program is given. */
export type Surroundings = {
  readonly version: string;
  /** Makes the real context once the global options are known. */
  readonly makeContext: (options: GlobalOptions) => Context;
  /** Where help and version go, and how wide help is: commander would open Node's streams for them, which cost 5 ms. */
  readonly help: { readonly write: (text: string) => void; readonly columns: () => number };
};

function newProgram({ version, help }: Surroundings): Command {
  return (
    new Command('prep')
      .description('Study for and rehearse an interview, with answers that cite your own measured data.')
      .version(version, '-V, --version', 'print the version')
      .helpOption('-h, --help', 'print this help')
      .helpCommand(false)
      .option('--home <dir>', "folder of your data (else PREP_HOME, else the platform's config folder)")
      .option(
        '--bank <path>',
        'question file or folder (repeatable; else PREP_BANK, else the setting)',
        collect,
      )
      .option('--json', 'print JSON, never ask, never colour')
      .option('--no-color', 'no colour')
      .option('--plain', 'no cursor movement and no boxes: for screen readers, logs and pipes')
      .option('-q, --quiet', 'no talk on stderr')
      .configureHelp({ showGlobalOptions: true })
      .argument('[command]')
      .allowExcessArguments()
      .usage('[options] [command]')
      // What commander complains about is thrown as a failure, so that all failures read alike.
      .configureOutput({
        outputError: () => undefined,
        writeOut: help.write,
        getOutHelpWidth: help.columns,
        getOutHasColors: () => false,
      })
      .exitOverride()
  );
}

const COMPLETION = new Set(['completion', 'complete']);

/** Commands that can be meant: those that the arguments name, or all of them. Building fewer starts sooner. */
function possible(args: readonly string[]): readonly string[] {
  const named = args.filter((arg) => Object.hasOwn(DEFINITIONS, arg));
  if (named.length > 0) return [...new Set(named)];
  return args.some((arg) => !arg.startsWith('-') || arg === '-h' || arg === '--help') ? COMMAND_NAMES : [];
}

/** The whole tree, for help and completion; `run` does what a chosen command says. */
function buildProgram(
  around: Surroundings,
  names: readonly string[],
  run: (load: Definition['load'], args: readonly string[], options: GlobalOptions) => Promise<void>,
): Command {
  const program = newProgram(around);
  program.action(async (word: string | undefined, options: GlobalOptions) => {
    // `prep status` is what `prep` alone is; any other word here is no command.
    if (word !== undefined && word !== 'status') throw await wrongUsage(program, '');
    await run(async () => (await import('./commands/status.ts')).status, [], options);
  });
  for (const name of names) {
    const definition = DEFINITIONS[name];
    if (!definition) continue;
    const command = definition.define(program.command(name).allowExcessArguments(false));
    command.action(async () => run(definition.load, command.args, command.optsWithGlobals<GlobalOptions>()));
  }
  return program;
}

/** Ids and titles for the shell; none when the banks cannot be loaded, since a shell is no place for errors. */
async function questionsToComplete(context: Context): Promise<readonly { id: string; title: string }[]> {
  const { loadStudy } = await import('./drivers/load.ts');
  const bank = await loadStudy(context, {}).then(
    (study) => study.bank,
    () => undefined,
  );
  return [...(bank?.questions.values() ?? [])];
}

/** Wrong usage as a failure. A word that is no command is the fault, whatever comes behind it. */
async function wrongUsage(program: Command, message: string): Promise<Failure> {
  const { unknownCommand, usageFailure } = await import('./core/usage.ts');
  const [word] = program.args;
  if (word === undefined || word.startsWith('-')) return usageFailure(message, undefined);
  return Object.hasOwn(DEFINITIONS, word) ? usageFailure(message, word) : unknownCommand(word, COMMAND_NAMES);
}

/**
 * Parses the arguments, runs the command, and returns its exit code.
 * @param args without node and script
 */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  let code = 0;
  if (args[0] === 'help') return runProgram([...args.slice(1), '--help'], around);
  const { makeContext } = around;
  const completing = COMPLETION.has(args[0] ?? '');
  const program = buildProgram(
    around,
    completing ? COMMAND_NAMES.filter((name) => !COMPLETION.has(name)) : possible(args),
    async (load, words, options) => {
      const run = await load();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each command knows the options that it defined
      // Each command states the options that its own flags give; commander hands them over untyped.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      code = await run(makeContext(options), words, options as never);
    },
  );
  if (completing) {
    const { addCompletion } = await import('./commands/completion.ts');
    addCompletion(program, await questionsToComplete(makeContext({ color: false })));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw await wrongUsage(program, error.message);
  }
  return code;
}
