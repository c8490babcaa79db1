// `prep export`: the answers in full, as a guide to read and to give away, or as JSON.
import type { Context } from '../context.ts';
import { EXPORT_MODES, type ExportMode, type Outgoing } from '../core/export.ts';
import { Failure } from '../core/failure.ts';
import { matchingHeads, type QueueFilters } from '../core/filters.ts';
import type { Question } from '../core/question.ts';
import { chooseQuestion, requireKnownNames } from '../drivers/choose.ts';
import { loadFullStudy, type BankOptions, type Study } from '../drivers/load.ts';
import { ownAnswer } from '../drivers/own-answer.ts';
import { writeGuide } from '../formats/banks-out/guide.ts';
import { jsonDocument, unfilledKeys } from '../formats/json-output.ts';
import { outgoing } from '../formats/outgoing.ts';
import { outgoingJson } from '../formats/outgoing-json.ts';

type Options = BankOptions &
  QueueFilters &
  Readonly<Partial<Record<ExportMode, boolean>>> & {
    readonly format?: 'md' | 'json';
    readonly model?: boolean;
    readonly to?: string;
    readonly json?: boolean;
  };

const GUIDE_TITLE = 'Interview guide';

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function modeOf(options: Options): ExportMode {
  const given = EXPORT_MODES.filter((mode) => options[mode]);
  if (given.length > 1)
    throw new Failure('usage', `--${given.join(' and --')} cannot both hold.`, { hint: 'give one of them' });
  return given[0] ?? 'filled';
}

/** The questions that are meant, in the order of their names, else in bank order. */
function chosen(study: Study<Question>, names: readonly string[], options: Options): readonly Question[] {
  const { bank, progress } = study;
  requireKnownNames(bank, options);
  const named = new Set(names.map((name) => chooseQuestion(bank, name)));
  const heads = matchingHeads(names.length > 0 ? named : bank.questions.values(), progress, options, study);
  return heads.flatMap(({ id }) => bank.questions.get(id) ?? []);
}

/** Questions of a section together, sections in the order in which they first come. */
function bySection(questions: readonly Outgoing[]): readonly Outgoing[] {
  const order = new Map<string, number>();
  for (const { section } of questions) if (!order.has(section)) order.set(section, order.size);
  const at = ({ section }: Outgoing): number => order.get(section) ?? 0;
  return questions.toSorted((one, other) => at(one) - at(other));
}

/** What is missing in answers that are to hold values. */
function sayOpen(context: Context, questions: readonly Question[], { values }: Study<Question>): void {
  const open = questions.flatMap(({ placeholderKeys }) => unfilledKeys(placeholderKeys, values));
  const count = new Set(open).size;
  if (count > 0)
    context.out.talk(
      `${countOf(count, 'value')} still open, and left as written: \`prep fill\` asks for them.\n`,
    );
}

/** Writes the questions that names and filters leave to stdout, or to a new file. */
export async function exportQuestions(
  context: Context,
  args: readonly string[],
  options: Options,
): Promise<number> {
  const study = await loadFullStudy(context, options);

  const mode = modeOf(options);
  const questions = chosen(study, args, options);
  const ownOf = ({ id }: Question): string | undefined =>
    options.model ? undefined : ownAnswer(study.config, id);
  const going = questions.map((question) => outgoing(question, ownOf(question), mode, study.values));
  const isJson = (options.format ?? (options.json && options.to === undefined ? 'json' : 'md')) === 'json';
  if (options.json && options.to === undefined && !isJson)
    throw new Failure('usage', 'With --json the questions are JSON.', {
      hint: 'leave out --json, or --format',
    });

  if (going.length === 0) context.out.talk('No question matches.\n');
  if (going.length === 0 && !isJson) return 0;
  const text = isJson
    ? jsonDocument('export', { mode, questions: going.map(outgoingJson) })
    : writeGuide(GUIDE_TITLE, args.length > 0 ? going : bySection(going));
  if (mode === 'filled') sayOpen(context, questions, study);

  if (options.to === undefined) context.out.data(text);
  else {
    context.files.createText(options.to, text);
    const done = { exported: going.length, file: options.to };
    if (options.json) context.out.data(jsonDocument('export', done));
    else context.out.talk(`${countOf(going.length, 'question')} written to ${options.to}.\n`);
  }
  return 0;
}
