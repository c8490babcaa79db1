// The user's own questions: `prep add`, `prep new`, `prep edit`, and the session key `e`.
import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { freeName } from '../../core/base/bank.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { safeName, slug } from '../../core/base/ids.ts';
import { storedText } from '../../core/base/metric.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import { labelOf, type Question, type QuestionHead, type QuestionId } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { folded } from '../../core/base/spelling.ts';
import { plainLine } from '../../core/base/text.ts';
import { carriedValues, citingIn, withMoved } from '../../core/import/edits.ts';
import { validId } from '../../formats/question/draft.ts';
import { readingOf } from '../../formats/question/placeholders.ts';
import { readQuestionFile } from '../../formats/question/question-file.ts';
import {
  questionTemplate,
  type WrittenQuestion,
  writeQuestion,
  writtenFile,
  writtenQuestion,
} from '../../formats/question/question-writer.ts';
import { renderProblems } from '../../screens/check/problems.ts';
import { renderUncited } from '../../screens/import/import.ts';
import type { Display } from '../../screens/ui/frame.ts';
import { loadStudy, type Study, withOwnBank } from '../shared/load.ts';
import { saysYes } from '../shared/practice.ts';
import { askQuestion, ownAnswer } from '../shared/question.ts';
import { displayOf, lineReader, printJson, withPrompts } from '../shared/screen.ts';
import { questionJson } from './list.ts';

function freeFile({ banks, files }: Pick<Context, 'banks' | 'files'>, id: QuestionId): string {
  const taken = { has: (name: string) => files.exists(`${banks.own}/${name}.md`) };
  return `${freeName(taken, [safeName(slug(id))])}.md`;
}

/** In a text just written, any problem is an error. */
function readWritten(name: string, text: string) {
  const { questions, problems } = readQuestionFile(openSource(name, text), '');
  return { question: questions[0], problems };
}

function newId({ questions }: Study['bank'], { id, idWritten, title }: Question): QuestionId | Failure {
  const sameTitle = [...questions.values()].find(
    (one) => folded(plainLine(one.title)) === folded(plainLine(title)),
  );
  const same = sameTitle ?? (idWritten ? questions.get(id) : undefined);
  if (!same) return freeName(questions, [validId(id)]);
  const what = sameTitle ? 'You already have this question' : 'Another question already has this id';
  return new Failure('question-exists', `${what}: ${same.id} in ${same.file}.`, {
    hint: `nothing was added; \`prep edit ${labelOf(same)}\` opens it`,
  });
}

/** What is added goes to the own bank, whatever is named. */
const besideNamed = (context: Context, { bank = [] }: Input<'add'>): Promise<Study> =>
  loadStudy(context, { bank: bank.length === 0 ? bank : withOwnBank(context, bank) });

/** Undefined if the own questions have no numbers. */
function nextNumber({ banks }: Context, { bank }: Study): number | undefined {
  const numbers = [...bank.questions.values()].flatMap(({ number, bank: home }) =>
    home === banks.own && number !== undefined ? [number] : [],
  );
  return numbers.length === 0 ? undefined : Math.max(...numbers) + 1;
}

/** Adds it with an id and a number that nobody else takes meanwhile. Fails where the bank has it already. */
async function store(
  context: Context,
  question: Question,
  written: WrittenQuestion,
  options: Input<'add'>,
): Promise<number | Failure> {
  const id = await context.journal.alone(async () => {
    const study = await besideNamed(context, options);
    const free = newId(study.bank, question);
    if (free instanceof Failure) return free;
    const { number = nextNumber(context, study) } = written;
    const path = freeFile(context, free);
    const at = context.clock.now();
    const created = isoWithOffset(at, study.calendar);
    const content = writeQuestion({ ...written, id: free, number, created });
    await context.fileSets.write(context.banks.own, [{ path, content }]);
    context.journal.append([
      { type: 'change', id: context.random.id(at), at, files: [{ name: path, after: content }] },
    ]);
    return free;
  });
  if (id instanceof Failure) return id;
  const after = await besideNamed(context, options);
  const head = after.bank.questions.get(id);
  if (options.json) return printJson(context, 'add', { question: head ? questionJson(head, after) : null });
  const name = head ? labelOf(head) : id;
  context.out.data(`Added ${name} in ${head?.file ?? context.banks.own}.\n`);
  const lacks = head?.draft === true ? ` It has no answer yet; \`prep edit ${name}\` adds one.` : '';
  context.out.talk(`\`prep quiz\` asks it before other new questions.${lacks}\n`);
  return 0;
}

/** `# ` may be missing before the question. */
const titled = (text: string): string =>
  /^\ufeff?---/.test(text) ? text : text.replace(/^\s*(?!\s*# )/, '# ');

export const add: Run<'add'> = async (context, args, options) => {
  const [given] = args;
  if (given === '-' && options.answer === '-')
    throw new Failure('usage', 'The question and the answer cannot both be `-`.', {
      hint: 'a single `-` reads both: the first line is the question, the rest is the answer',
    });
  if (given === undefined)
    throw new Failure('question-missing', 'Give the question to add.', {
      hint: 'for example `prep add "What is …?"`; `prep new` opens an editor, and `prep add -` reads stdin',
    });
  const text = given === '-' ? await context.files.readInput() : plainLine(args.join(' '));
  const typedAnswer = options.answer === '-' ? await context.files.readInput() : (options.answer ?? '');
  const file = text.trim() === '' ? undefined : writtenFile(titled(text));
  if (file === undefined) throw new Failure('question-missing', 'The question is empty; nothing was added.');
  const { question, problems } = readWritten('question', file);
  const [fault] = problems;
  if (!question || fault)
    throw new Failure('question-malformed', fault?.message ?? 'The input has no question.', {
      hint: fault?.hint ?? 'the first line is the question, the rest is the answer',
    });
  const { section, tag = [], point = [] } = options;
  const written = writtenQuestion(question);
  const answer = typedAnswer.trim() === '' ? written.answer : typedAnswer.replaceAll('\r\n', '\n').trim();
  const whole = {
    ...written,
    answer,
    section: section ?? written.section,
    tags: [...new Set([...written.tags, ...tag])],
    points: [...written.points, ...point.map(plainLine).filter(Boolean)],
  };
  const stored = await store(context, question, whole, options);
  if (stored instanceof Failure) throw stored;
  return stored;
};

/** Draft name of an unfinished question. No id has a colon. */
const UNFINISHED = ':new';

export const newQuestion: Run<'new'> = async (context, args, options) => {
  requireEditor(context, '`prep add "What is …?"` works without one');
  const study = await besideNamed(context, options);
  const { section, tag = [] } = options;
  const template = questionTemplate({ title: plainLine(args.join(' ')), section, tags: tag });
  const unfinished = context.drafts.read(UNFINISHED);
  if (unfinished !== undefined) context.out.talk('Opening your unfinished question.\n');
  let text = unfinished ?? template;
  for (;;) {
    const edited = await context.run.edit(text, 'new-question.md', study.config.settings.editor);
    const file = writtenFile(edited, template);
    if (file === undefined) {
      context.drafts.write(UNFINISHED, '');
      context.out.talk('Nothing was added.\n');
      return 0;
    }
    text = edited;
    context.drafts.write(UNFINISHED, text);
    const { question, problems } = readWritten('new-question.md', file);
    const isSound = question && problems.length === 0;
    const stored = isSound ? await store(context, question, writtenQuestion(question), options) : undefined;
    if (typeof stored === 'number') {
      context.drafts.write(UNFINISHED, '');
      return stored;
    }
    const faults = stored ? [stored.message] : question ? [] : ['The input has no question.'];
    if (!(await opensAgain(context, options, problems, file, faults))) {
      context.out.talk('Nothing was added. `prep new` reopens what you wrote.\n');
      return 1;
    }
  }
};

function requireEditor({ interactive }: Context, hint: string): void {
  if (!interactive) throw new Failure('no-terminal', 'An editor needs an interactive terminal.', { hint });
}

/** Shows the problem and asks whether to open the text again. */
async function opensAgain(
  context: Context,
  options: Input<'edit'>,
  problems: readonly Problem[],
  text: string | undefined,
  faults: readonly string[] = [],
): Promise<boolean> {
  const display = displayOf(context, options.plain ?? !context.screen.fancy);
  const lines = text?.split('\n');
  const read = lines ? (_: string, line: number) => lines[line - 1] : lineReader(context);
  const shown = [...faults, renderProblems(problems, read, display.theme, display.columns)];
  context.out.talk(`${shown.filter(Boolean).join('\n')}\n`);
  if (options.json) return false;
  return withPrompts(context, display.plain, (prompts) => saysYes(prompts, 'Reopen it?', 'y'));
}

/**
 * For a file that is about to be edited.
 * @returns after that, moves values with their words, and tells which ones nothing cites
 */
export async function carrying(context: Context, { questions }: Study['bank'], file: string) {
  const { banks, config } = context;
  const before = [...questions.values()].filter((one) => one.file === file);
  const olds = await Promise.all(before.map(banks.question));
  return async (after: Study['bank'], display: Display): Promise<string> => {
    const { config: read } = config.read();
    const valueOf = (key: string): string | undefined => read.fills[key] && storedText(read.fills[key]);
    const keysOfOwn = (id: QuestionId): ReadonlySet<string> =>
      new Set(
        readingOf({ id, placeholders: [] }, ownAnswer(read, id) ?? '').placeholders.map(({ key }) => key),
      );
    const citing = citingIn([...after.questions.values()], after.metrics);
    const all = olds.map(async (old) => {
      const head = after.questions.get(old.id);
      const now = head && (await banks.question(head));
      const carried = now && carriedValues(old, now, valueOf, keysOfOwn(old.id), citing);
      return carried ? [{ label: labelOf(now), ...carried }] : [];
    });
    const carried = (await Promise.all(all)).flat();
    const moved = carried.flatMap((one) => one.moved);
    if (moved.length > 0) await config.update((latest) => withMoved(latest, moved));
    return renderUncited(carried, display);
  };
}

export const ownPointsText = ({ pointsProposed, draft, kind }: Question): string =>
  pointsProposed && !draft && kind !== 'star'
    ? 'prep proposes its key points. To choose them, list them below `## Key points` after the answer.'
    : '';

/**
 * A sample question is copied to the user's own bank, under the same id.
 * @returns the file that was changed, if any, and a message; undefined for neither
 */
export async function editFile(
  context: Context,
  { bank, file, id, line }: QuestionHead,
  held: Iterable<Pick<QuestionHead, 'file'>>,
  editor: string | undefined,
) {
  const { banks, files, journal, results, run } = context;
  const noteEdit = (): void => {
    const at = context.clock.now();
    journal.append([{ type: 'change', id: context.random.id(at), at, edited: true }]);
  };
  const open = async (path: string, at?: number) => {
    const before = banks.sourceText(path);
    const code = await run.open(path, editor, at);
    const said = code === 0 ? undefined : `The editor failed with exit code ${code}.`;
    if (banks.sourceText(path) !== before) {
      noteEdit();
      return { file: path, said };
    }
    return said === undefined ? undefined : { file: undefined, said };
  };
  if (bank !== banks.shipped) return open(file, line);
  const name = file.split(/[\\/]/).at(-1) ?? `${id}.md`;
  const copy = `${banks.own}/${name}`;
  const isTaken = (path: string): boolean => [...held].some((one) => one.file === results.shown(path));
  // A copy without a readable question is repaired; a file of another question is not touched.
  if (files.exists(copy) && !isTaken(copy)) return open(copy);
  const shipped = banks.sourceText(file);
  const written = await run.edit(shipped, name, editor);
  if (written === shipped) return undefined;
  const path = `${banks.own}/${files.exists(copy) ? freeFile({ banks, files }, id) : name}`;
  files.create(path, written);
  noteEdit();
  return { file: path, said: `Saved to ${path}. prep now uses this copy.` };
}

export const edit: Run<'edit'> = async (context, args, options) => {
  const study = await loadStudy(context, options);
  const head = await askQuestion(context, study, args.join(' '), options);
  const { id } = head;
  requireEditor(context, `the question is in ${head.file}, line ${head.line}`);
  if (context.decks.isDeck(head.file))
    throw new Failure('deck-read-only', `${head.file} is an Anki deck; prep does not edit decks.`, {
      hint: 'run `prep import` to copy its questions into your own bank',
    });
  const display = displayOf(context, options.plain ?? !context.screen.fancy);
  const points = ownPointsText(await context.banks.question(head));
  if (points !== '') context.out.talk(`${points}\n`);
  const carried = await carrying(context, study.bank, head.file);
  let file: string | undefined;
  for (let at: QuestionHead = head; ;) {
    const edited = await editFile(context, at, study.bank.questions.values(), study.config.settings.editor);
    if (edited?.said !== undefined) context.out.talk(`${edited.said}\n`);
    file = edited?.file ?? file;
    const bank = await context.banks.heads(study.paths);
    const now = bank.questions.get(id);
    at = now ?? at;
    const shown = file === undefined ? at.file : context.results.shown(file);
    const known = new Set(study.bank.problems.map(({ message }) => message));
    const problems = bank.problems.filter(
      ({ at: { file: where }, message }) => where === shown && !known.has(message),
    );
    if (problems.length > 0 && (await opensAgain(context, options, problems, undefined))) continue;
    const lost = await carried(bank, display);
    if (options.json) {
      const question = now ? questionJson(now, study) : null;
      printJson(context, 'edit', { question, changed: file !== undefined });
    } else if (now)
      context.out.data(file === undefined ? `${id} is unchanged.\n` : `Changed ${id} in ${shown}.\n`);
    else context.out.talk(`${id} is no longer in ${shown}; its history is kept.\n`);
    if (lost !== '') context.out.talk(`${lost}\n`);
    // Only an editor that failed says something of a file that is as it was.
    return !now || (file === undefined && edited !== undefined) ? 1 : 0;
  }
};
