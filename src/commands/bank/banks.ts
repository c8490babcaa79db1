// `prep banks`, and what asks a person about banks: the first run, an import, an ambiguous name.
import type { Input, Run } from '../../cli.ts';
import type { Context, Prompts } from '../../context.ts';
import { type BankName, bankNames } from '../../core/base/bank.ts';
import { Failure, failureText, hidesFile, orFailure } from '../../core/base/problem.ts';
import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import { nearest } from '../../core/base/spelling.ts';
import { countOf, listText, shellWord } from '../../core/base/wording.ts';
import { scheduleParams } from '../../core/schedule/days-off.ts';
import { asOfToday, isDue, isSuspended } from '../../core/schedule/queue.ts';
import type { ChosenBank, Config } from '../../core/settings/config.ts';
import { type BankRow, renderBanks, renderFirstRun, renderWhich } from '../../screens/bank/bank.ts';
import { type Display, paragraph } from '../../screens/ui/frame.ts';
import {
  bankAt,
  chosenBanks,
  chosenPaths,
  environmentBanks,
  isNamedBank,
  problemFailure,
  readConfigAloud,
  type Study,
} from '../shared/load.ts';
import { displayOf, printJson, withPrompts } from '../shared/screen.ts';

type Named = ChosenBank & BankName & { readonly path: string };

const pathsOf = (banks: readonly Pick<Named, 'path'>[]) => banks.map(({ path }) => path);

function namedBanks(context: Context, config: Pick<Config, 'banks'>): readonly Named[] {
  const banks = chosenBanks(context, config);
  const all = bankNames(pathsOf(banks), context.banks);
  // A bank that is off reserves no prefix.
  const on = bankNames(pathsOf(banks.filter(({ isOff }) => !isOff)), context.banks);
  return banks.map((one) => {
    const name = all.get(one.path)?.name ?? one.bank;
    return { ...one, name, prefix: on.get(one.path)?.prefix ?? '' };
  });
}

/** Banks are read one by one, so that a missing one hides no other; what is asked of each, they decide together. */
async function rowsOf(context: Context, config: Config): Promise<readonly BankRow[]> {
  const calendar = context.clock.calendar(config.settings);
  const params = scheduleParams(config, calendar);
  const moment = { now: context.clock.now(), calendar };
  const { questions: asked } = await context.banks.heads(chosenPaths(context, config).paths);
  const folded = await context.journal.progress(params);
  const { settings } = config;
  const progress = asOfToday({ heads: asked.values(), progress: folded, settings, params, ...moment });
  const rowOf = async ({ name, prefix, path, isOff = false }: Named, at: number): Promise<BankRow> => {
    const place = { name, prefix: prefix || null, path, order: at + 1, on: !isOff };
    const read = await orFailure(() => context.banks.heads([path]));
    if (read instanceof Failure) {
      const unknown = { questions: null, hidden: null, others: [], due: null, new: null };
      return { ...place, ...unknown, error: read.message };
    }
    const all = [...read.questions.values()].filter(({ bank }) => bank === path);
    // An own question with another answer is meant to replace it.
    const others = all.flatMap(({ id, answerHash }) => {
      const other = asked.get(id);
      const isOther =
        other && ![path, context.banks.own].includes(other.bank) && other.answerHash !== answerHash;
      return isOther ? [id] : [];
    });
    const heads = isOff ? all : all.filter(({ id }) => asked.get(id)?.bank === path);
    const open = heads.filter((head) => !isSuspended(head, progress));
    const schedules = open.map(({ id }) => progress.schedules.get(id));
    const due = schedules.filter((schedule) => schedule && isDue(schedule, moment)).length;
    const fresh = schedules.filter((schedule) => !schedule).length;
    const hidden = all.length - heads.length;
    return { ...place, questions: heads.length, hidden, others, due, new: fresh, error: null };
  };
  const rows: BankRow[] = [];
  for (const [at, one] of namedBanks(context, config).entries()) rows.push(await rowOf(one, at));
  return rows;
}

function findBank({ files }: Context, banks: readonly Named[], word: string): Named {
  const found = banks.find(({ name }) => name === word) ?? banks.find(({ prefix }) => prefix === word);
  const there = found ?? banks.find(({ path }) => path === files.absolute(word));
  if (there) return there;
  const names = banks.map(({ name }) => name);
  throw new Failure('bank-unknown', `Unknown bank "${word}".`, {
    hint: `your banks: ${nearest(word, names, names.length).join(', ')}; \`prep banks add PATH\` adds one`,
  });
}

/** `of` the list as it is when it is stored: another prep may have added a bank meanwhile. */
type Change = {
  readonly of: (banks: readonly ChosenBank[]) => readonly ChosenBank[];
  readonly says: string;
};

const switched = (banks: readonly ChosenBank[], name: string, isOff: boolean): readonly ChosenBank[] =>
  banks.map((one) => (one.bank !== name ? one : isOff ? { bank: name, isOff } : { bank: name }));

const moved = (banks: readonly ChosenBank[], first: ReadonlySet<string>): readonly ChosenBank[] => [
  ...[...first].flatMap((name) => banks.filter(({ bank }) => bank === name)),
  ...banks.filter(({ bank }) => !first.has(bank)),
];

/** A new bank goes before the sample bank. */
function withBank(banks: readonly ChosenBank[], bank: string): readonly ChosenBank[] {
  if (banks.some((one) => one.bank === bank)) return switched(banks, bank, false);
  const at = banks.findIndex((one) => one.bank === 'shipped');
  return banks.toSpliced(at < 0 ? banks.length : at, 0, { bank });
}

async function added(context: Context, words: readonly string[]): Promise<Change> {
  const { files, results, banks: store } = context;
  const fresh: string[] = [];
  const said: string[] = [];
  for (const word of words) {
    const { bank, path } = bankAt(context, files.absolute(word));
    if (!files.exists(path))
      throw new Failure('bank-missing', `No such file or folder: ${path}.`, { hint: 'nothing was changed' });
    const { questions, problems } = await store.heads([path]);
    const count = [...questions.values()].filter((head) => head.bank === path).length;
    const shown = results.shown(path);
    const isWhole = !problems.some(({ at: { file } }) => file.startsWith(shown));
    const told = `It has problems; \`prep check ${shellWord(shown)}\` lists them.`;
    const unread = problems.find(hidesFile);
    if (count === 0 && unread) throw problemFailure(unread);
    if (count === 0)
      throw new Failure('bank-empty', `No questions found in ${shown}.`, {
        hint: 'nothing was changed; `prep docs import` lists the formats that prep reads',
      });
    fresh.push(bank);
    said.push(`Added ${shown} to your banks: ${countOf(count, 'question')}.`, ...(isWhole ? [] : [told]));
  }
  return { of: (banks) => fresh.reduce(withBank, banks), says: said.join('\n') };
}

function removed(context: Context, chosen: readonly Named[]): Change {
  const fixed = chosen.find(({ bank }) => isNamedBank(bank));
  if (fixed)
    throw new Failure('bank-fixed', `The bank "${fixed.name}" cannot be removed.`, {
      hint:
        fixed.bank === 'own'
          ? `prep keeps what you write and import there: ${context.results.shown(fixed.path)}`
          : '`prep banks off shipped` turns it off',
    });
  const names = new Set(chosen.map(({ bank }) => bank));
  const said = chosen.map(({ name, path }) => {
    const where = context.results.shown(path);
    return `Removed ${name} from your banks. Its files stay in ${where}, and your history is kept.`;
  });
  return { of: (banks) => banks.filter(({ bank }) => !names.has(bank)), says: said.join('\n') };
}

function turned(chosen: readonly Named[], isOff: boolean): Change {
  if (isOff && chosen.some(({ bank }) => bank === 'own'))
    throw new Failure('bank-fixed', 'Your own bank cannot be turned off.', {
      hint: 'it holds your copies of other questions; to study one bank just once, run `prep quiz --bank PATH`',
    });
  const names = listText(chosen.map(({ name }) => name));
  return {
    of: (banks) => chosen.reduce((before, { bank }) => switched(before, bank, isOff), banks),
    says: isOff ? `${names}: off. Nothing was deleted.` : `${names}: on.`,
  };
}

async function changed(
  context: Context,
  config: Config,
  [action = '', ...words]: readonly string[],
): Promise<Change> {
  const named = namedBanks(context, config);
  if (words.length === 0) {
    const [what, hint] =
      action === 'add'
        ? ['a path', 'for example `prep banks add notes/`']
        : ['the name of a bank', `your banks: ${named.map(({ name }) => name).join(', ')}`];
    throw new Failure('usage', `\`prep banks ${action}\` needs ${what}.`, { hint });
  }
  if (action === 'add') return added(context, words);
  const chosen = words.map((word) => findBank(context, named, word));
  if (action === 'remove') return removed(context, chosen);
  if (action === 'on' || action === 'off') return turned(chosen, action === 'off');
  const first = new Set(chosen.map(({ bank }) => bank));
  return { of: (banks) => moved(banks, first), says: `First: ${listText(chosen.map(({ name }) => name))}.` };
}

/** Refuses to change an unreadable list, which would be lost. */
async function stored(context: Context, change: Change['of']): Promise<Config> {
  const damaged = context.config.read().problems.find(({ message }) => message.startsWith('"banks"'));
  if (damaged)
    throw new Failure('config-invalid', `${context.config.file}: ${damaged.message}.`, {
      hint: 'fix or remove the entry; nothing was changed',
    });
  return context.config.update((before) => {
    const banks = change(chosenBanks(context, before)).map(({ bank, isOff }) => ({
      bank: isNamedBank(bank) ? bank : context.results.stored(bank),
      isOff,
    }));
    return { ...before, banks };
  });
}

export const showBanks: Run<'banks'> = async (context, args, options) => {
  let config = readConfigAloud(context);
  if (args.length > 0) {
    const change = await changed(context, config, args);
    config = await stored(context, change.of);
    context.out.talk(`${change.says}\n`);
  }
  const rows = await rowsOf(context, config);

  if (options.json) return printJson(context, 'banks', { banks: rows });
  if (environmentBanks(context).length > 0) context.out.talk('PREP_BANK is set and overrides this list.\n');
  const shown = rows.map((row) => ({ ...row, path: context.results.stored(row.path) }));
  await context.out.page(renderBanks(shown, displayOf(context, options.plain ?? false)));
  return 0;
};

export async function askWhich<I extends QuestionHead>(
  context: Context,
  name: string,
  questions: readonly I[],
  plain: boolean | undefined,
): Promise<I | undefined> {
  return withPrompts(context, plain, async (prompts, display) => {
    prompts.show(renderWhich(name, questions, display));
    const key = await prompts.choose({
      question: 'Which one?',
      choices: questions.map((question, at) => [String(at + 1), labelOf(question)] as const),
      escape: 'none',
    });
    return questions[Number(key) - 1];
  });
}

type PriorityOptions = Pick<Input<'import'>, 'only' | 'first' | 'json' | 'plain'>;

export type Priority = 'only' | 'first';

/** The own bank is never off. */
function placed(banks: readonly ChosenBank[], bank: string, how: Priority): readonly ChosenBank[] {
  const first = moved(withBank(banks, bank), new Set([bank]));
  if (how === 'first') return first;
  return first.map((one) =>
    one.bank === bank || one.bank === 'own' ? one : { bank: one.bank, isOff: true },
  );
}

const PRIORITIES: Readonly<Record<Priority, string>> = {
  only: 'You now study only these and your own questions; the other banks are off.',
  first: 'This bank comes before the others; its questions are asked in the order of its files.',
};

const FAMILIAR: ReadonlyMap<string, string> = new Map([
  ['shipped', 'the sample bank'],
  ['own', 'your own questions'],
]);

/** Without options, asks a person who has not chosen yet. Without an answer nothing changes. */
export async function placeImported(
  context: Context,
  folder: string,
  { only, first, json, plain }: PriorityOptions,
): Promise<Priority | undefined> {
  const { config } = context.config.read();
  const { bank } = bankAt(context, context.files.absolute(folder));
  const isChosen = config.banks.length > 0 && chosenBanks(context, config).some((one) => one.bank === bank);
  const others = namedBanks(context, config).filter((one) => one.bank !== bank && !one.isOff);
  let how: Priority | undefined = only ? 'only' : first ? 'first' : undefined;
  if (how === undefined && context.interactive && !json && !isChosen && others.length > 0) {
    const names = listText(others.map(({ bank: one, name }) => FAMILIAR.get(one) ?? name));
    const key = await withPrompts(context, plain, (prompts) =>
      prompts.choose({
        question: `How do you want to study them? You also have ${names}.`,
        choices: [
          ['o', 'only these'],
          ['f', 'these first'],
        ],
        escape: 'decide later',
      }),
    );
    how = key === 'o' ? 'only' : key === 'f' ? 'first' : undefined;
  }
  if (how === undefined) return undefined;
  const place = how;
  await stored(context, (banks) => placed(banks, bank, place));
  if (!json) context.out.talk(`${PRIORITIES[how]} \`prep banks\` changes that.\n`);
  return how;
}

async function askPath(context: Context, prompts: Prompts, display: Display): Promise<string | undefined> {
  for (;;) {
    const line = await prompts.line('Path of your guide (a file or a folder):');
    const typed = line?.trim().replace(/^(['"])(.*)\1$/, '$2');
    if (!typed) return undefined;
    // Terminals quote a file dropped on them, or escape its spaces.
    const path = [typed, typed.replaceAll(/\\(.)/g, '$1')].find(context.files.exists);
    if (path !== undefined) return path;
    prompts.show(
      paragraph(`No such file or folder: ${context.results.shown(context.files.absolute(typed))}.`, display),
    );
  }
}

async function askFirst(context: Context, prompts: Prompts, display: Display) {
  for (;;) {
    const key = await prompts.choose({
      question: 'What do you want to study?',
      choices: [
        ['u', 'use the sample questions'],
        ['b', 'import my own guide'],
        ['e', 'start empty'],
      ],
      escape: 'decide later',
    });
    if (prompts.interrupted()) return undefined;
    if (key !== 'b') return key ?? 'later';
    const path = await askPath(context, prompts, display);
    if (path !== undefined) return { path };
    if (prompts.interrupted()) return undefined;
  }
}

/** False after Ctrl-C; otherwise the banks must be loaded again. */
export async function settleBanks(context: Context, { bank }: Study, plain?: boolean): Promise<boolean> {
  const reply = await withPrompts(context, plain, (prompts, display) => {
    prompts.show(renderFirstRun(bank.questions.size, display));
    return askFirst(context, prompts, display);
  });
  if (reply === undefined) return false;
  if (typeof reply === 'object') {
    const { importBanks } = await import('../import/import.ts');
    const done = await orFailure(() => importBanks(context, [reply.path], { plain }));
    if (done instanceof Failure) {
      context.out.talk(`${failureText(done)}\n`);
      return true;
    }
    if (context.config.read().config.banks.length > 0) return true;
  }
  if (reply === 'later') return true;
  const shipped = reply === 'e' ? { bank: 'shipped', isOff: true } : { bank: 'shipped' };
  await stored(context, () => [{ bank: 'own' }, shipped]);
  if (reply === 'e') context.out.talk('`prep banks on shipped` brings the sample questions back.\n');
  return true;
}
