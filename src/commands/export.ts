// `prep export`: the answers in full, in whatever form they are wanted.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { unfilledKeys } from '../core/conditional.ts';
import { EXPORT_MODES, type ExportFormatName, type ExportMode } from '../core/export.ts';
import { Failure } from '../core/failure.ts';
import { matchingHeads } from '../core/filters.ts';
import type { Question } from '../core/question.ts';
import { countOf } from '../core/wording.ts';
import { chooseQuestion, requireKnownNames } from '../drivers/choose.ts';
import { EXPORT_FORMATS, formatOfFile, type Written } from '../drivers/export-formats.ts';
import { loadFullStudy, type Study } from '../drivers/load.ts';
import { ownAnswer } from '../drivers/own-answer.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { outgoing } from '../formats/outgoing.ts';

function modeOf(options: Input<'export'>): ExportMode {
  const given = EXPORT_MODES.filter((mode) => options[mode]);
  if (given.length > 1)
    throw new Failure('usage', `--${given.join(' and --')} cannot both hold.`, { hint: 'give one of them' });
  return given[0] ?? 'filled';
}

/** The questions that are meant, in the order of their names, else in bank order. */
function chosen(
  study: Study<Question>,
  names: readonly string[],
  options: Input<'export'>,
): readonly Question[] {
  const { bank, progress } = study;
  requireKnownNames(bank, options);
  const named = new Set(names.map((name) => chooseQuestion(bank, name)));
  const heads = matchingHeads(names.length > 0 ? named : bank.questions.values(), progress, options, study);
  return heads.flatMap(({ id }) => bank.questions.get(id) ?? []);
}

/** The format that is asked for by its name, or by that of the file. JSON on stdout is a document of its own. */
function formatOf({ format, to, json }: Input<'export'>): ExportFormatName {
  if (to !== undefined) return format ?? formatOfFile(to) ?? 'md';
  if (format !== undefined && EXPORT_FORMATS[format].binary)
    throw new Failure('usage', 'A package is a file, and nothing for a screen or a pipe.', {
      hint: `say where it goes: --to prep${EXPORT_FORMATS[format].endings[0] ?? ''}`,
    });
  if (json && format !== undefined && format !== 'json')
    throw new Failure('usage', 'With --json the questions are JSON.', {
      hint: 'leave out --json, or --format',
    });
  return format ?? (json ? 'json' : 'md');
}

/** What is missing in answers that are to hold values. */
function sayOpen(context: Context, questions: readonly Question[], { values }: Study<Question>): void {
  const open = questions.flatMap((question) => unfilledKeys(question, values));
  const count = new Set(open).size;
  if (count > 0)
    context.out.talk(
      `${countOf(count, 'value')} still open, and left as written: \`prep fill\` asks for them.\n`,
    );
}

/**
 * Puts it on stdout, or into a new file; says in the latter case how many questions it holds.
 * @param sayMore what there is to say of it, once nothing can fail any more
 */
function deliver(
  context: Context,
  written: Written,
  count: number,
  { to, json }: Input<'export'>,
  sayMore: () => void,
): void {
  const { createText, createBytes } = context.files;
  if (to === undefined) {
    sayMore();
    if (typeof written === 'string') context.out.data(written);
    return;
  }
  if (typeof written === 'string') createText(to, written);
  else createBytes(to, written);
  sayMore();
  if (json) context.out.data(jsonDocument('export', { exported: count, file: to }));
  else context.out.talk(`${countOf(count, 'question')} written to ${to}.\n`);
}

/** Writes the questions that names and filters leave to stdout, or to a new file. */
export async function exportQuestions(
  context: Context,
  args: readonly string[],
  options: Input<'export'>,
): Promise<number> {
  const format = formatOf(options);
  const { needsQuestions, write } = EXPORT_FORMATS[format];
  const study = await loadFullStudy(context, options);

  const mode = modeOf(options);
  const questions = chosen(study, args, options);
  const ownOf = ({ id }: Question): string | undefined =>
    options.model ? undefined : ownAnswer(study.config, id);

  if (questions.length === 0) context.out.talk('No question matches.\n');
  if (questions.length === 0 && needsQuestions) return 0;
  const [named, toFile] = [args.length > 0, options.to !== undefined];
  const written = await write({
    context,
    study,
    mode,
    named,
    questions,
    ownOf,
    // Pages make their texts themselves.
    get going() {
      return questions.map((question) => outgoing(question, ownOf(question), mode, study.values));
    },
    toFile,
  });

  deliver(context, written, questions.length, options, () => {
    if (mode === 'filled') sayOpen(context, questions, study);
  });
  return 0;
}
