// The flags of what goes in and out: the user's values and answers, and whole banks.
import { Option } from 'commander';
import type { Definition } from '../flags.ts';
import { collect, withFilters } from './options.ts';

/** What `export` can write: those that drivers/export-formats.ts knows. */
const EXPORT_FORMATS = ['md', 'html', 'cheatsheet', 'anki', 'anki-text', 'csv', 'json'];

/** Commands that take something in or give something out. */
export const DATA: Readonly<Record<string, Definition>> = {
  fill: {
    define: (command) =>
      command
        .description('enter the numbers that your answers cite')
        .argument('[name...]', 'only these metrics')
        .option('--set <name=value...>', 'store values without asking; with --from, NAME=PATH')
        .option('--unset <name...>', 'remove values')
        .addOption(
          new Option(
            '--not-measured <name...>',
            'store that these were not measured; NAME=REASON says why',
          ).conflicts(['list', 'from', 'sync', 'export', 'import']),
        )
        .addOption(new Option('--list', 'show every metric with its value').conflicts(['set', 'unset']))
        .addOption(
          new Option('--from <path>', 'take values from a result file, or a folder of them').conflicts([
            'unset',
            'sync',
            'export',
            'import',
          ]),
        )
        .option('--unit <unit>', 'with --from: what the numbers of the file are in')
        .addOption(
          new Option('--sync', 'read all bound files again').conflicts([
            'set',
            'unset',
            'list',
            'export',
            'import',
          ]),
        )
        .option('--check', 'with --sync: change nothing, exit 1 when a value has changed')
        .addOption(
          new Option(
            '--export [file]',
            'write your values to a file (CSV by its name, else JSON), or to stdout',
          ).conflicts(['set', 'unset', 'list', 'import']),
        )
        .addOption(
          new Option('--import <file>', 'take values from such a file').conflicts(['set', 'unset', 'list']),
        )
        .addOption(new Option('--format <format>', 'with --export and --import').choices(['json', 'csv']))
        .option('--replace', 'with --import: also where you have another value')
        .option('--dry-run', 'show what would change, and change nothing'),
    load: async () => (await import('../commands/fill.ts')).fill,
  },
  import: {
    define: (command) =>
      command
        .description('take questions over from guides, cheat sheets, decks and tables')
        .argument('<file-or-folder...>', 'what to read')
        .option('--to <dir>', 'write to this folder instead of your own bank')
        .option('--section <name>', 'the section of all of them')
        .option('--tag <name>', 'a tag for all of them (repeatable)', collect)
        .option('--as <shape>', 'read them as this shape, whatever they look like')
        .addOption(
          new Option('--merge <whose>', 'whose version counts where both changed').choices([
            'theirs',
            'ours',
          ]),
        )
        .option('--possible', 'take possible placeholders for such, without asking')
        .option('--dry-run', 'show what would be written, and write nothing'),
    load: async () => (await import('../commands/import.ts')).importBanks,
  },
  answer: {
    define: (command) =>
      command
        .description('write your own version of an answer')
        .argument('<question>', 'number, id or its start')
        .option('--file <file>', 'take the text from a file instead of the editor (- for stdin)')
        .option('--remove', 'go back to the model answer'),
    load: async () => (await import('../commands/answer.ts')).answer,
  },
  export: {
    define: (command) =>
      withFilters(command)
        .description('take the answers out: as a guide, a page, a sheet of your numbers, or data')
        .argument('[question...]', 'only these (number, id or its start)')
        .addOption(new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS))
        .option('--filled', 'with your values (the default)')
        .option('--open', 'with placeholders as they are written')
        .option('--strip', 'with gaps for your values, for giving away')
        .option('--model', 'the model answers, where you have versions of your own, too')
        .option('--to <file>', 'write to a new file; none is ever overwritten'),
    load: async () => (await import('../commands/export.ts')).exportQuestions,
  },
};
