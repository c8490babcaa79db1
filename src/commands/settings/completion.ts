// `prep completion SHELL`, and the hidden `prep complete -- WORDS…` that the printed script calls at each Tab.
import type { CommandSpec, GlobalOptions, OptionSpecs, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import { countBy } from '../../core/base/collections.ts';
import { labelOf } from '../../core/base/question.ts';
import { plainLine, titleText } from '../../core/base/text.ts';
import { countOf } from '../../core/base/wording.ts';
import type { Config } from '../../core/settings/config.ts';
import { text as bash } from '../../formats/export/assets/prep.bash';
import { text as fish } from '../../formats/export/assets/prep.fish';
import { text as powershell } from '../../formats/export/assets/prep.ps1';
import { text as zsh } from '../../formats/export/assets/prep.zsh';
import { isSettingName, SETTING_RULES } from '../../formats/stored/config-file.ts';
import { bankPaths } from '../shared/load.ts';

/**
 * Shell functions that pass the words up to the cursor to `prep complete`, and offer its output: the kind on the
 * first line, then one value per line, followed by a tab and its meaning.
 */
const SCRIPTS: Readonly<Record<string, string>> = { bash, zsh, fish, powershell };

export const completion: Run<'completion'> = async (context, [shell = ''], options) => {
  (await import('../shared/screen.ts')).requireNoJson(options, 'completion');
  context.out.data(SCRIPTS[shell] ?? '');
  return 0;
};

type CommandLine = {
  readonly commands: Readonly<Record<string, CommandSpec>>;
  readonly global: OptionSpecs;
};

/** A possible value at the cursor, and its meaning. */
type Offer = { readonly value: string; readonly about?: string };

type Place = { readonly takes?: Takes | undefined; readonly choices?: readonly string[] | undefined };

type Option = Exclude<OptionSpecs[string], string> & {
  readonly names: readonly string[];
  readonly flags: string;
};

const optionsOf = (specs: OptionSpecs): readonly Option[] =>
  Object.entries(specs).map(([flags, spec]) => ({
    ...(typeof spec === 'string' ? { help: spec } : spec),
    names: flags.match(/--?[a-zA-Z][\w-]*/g) ?? [],
    flags,
  }));

const takesMany = ({ flags }: Option): boolean => flags.includes('...');

type Before = {
  readonly command: string | undefined;
  readonly words: readonly string[];
  readonly given: ReadonlyMap<Option, readonly string[]>;
  /** The option whose value may come next, and whether it must. */
  readonly pending: Option | undefined;
  readonly must: boolean;
  readonly onlyWords: boolean;
  readonly options: readonly Option[];
};

function takeApart({ commands, global }: CommandLine, typed: readonly string[]): Before {
  const words = typed.flatMap((word) => /^(--[\w-]+)=(.*)$/s.exec(word)?.slice(1) ?? word);
  let options = optionsOf(global);
  let command: string | undefined;
  let pending: Option | undefined;
  let [must, onlyWords] = [false, false];
  const plain: string[] = [];
  const given = new Map<Option, string[]>();
  for (const word of words) {
    const isOption = !onlyWords && word.length > 1 && word.startsWith('-');
    if (pending && (must || !isOption)) {
      given.get(pending)?.push(word);
      must = false;
      if (!takesMany(pending)) pending = undefined;
    } else if (isOption) {
      onlyWords = word === '--';
      const found = options.find(({ names }) => names.includes(word));
      if (found) given.set(found, given.get(found) ?? []);
      pending = found?.flags.includes('<') ? found : undefined;
      must = pending !== undefined;
    } else if (command === undefined) {
      command = word;
      options = [...optionsOf(commands[word]?.options ?? {}), ...options];
    } else plain.push(word);
  }
  return { command, words: plain, given, pending, must, onlyWords, options };
}

const valuesOf = ({ given }: Before, name: string): readonly string[] =>
  [...given].flatMap(([option, all]) => (option.names.includes(name) ? all : []));

type Known = {
  readonly context: Context;
  readonly config: () => Config;
  readonly bank: () => Promise<Bank>;
  readonly typed: string;
};

const questionsFor = ({ questions }: Bank, typed: string): readonly Offer[] =>
  [...questions.values()].flatMap((head) => {
    const about = titleText(head.title);
    const label = /^\d/.test(typed) ? String(head.number) : labelOf(head);
    const isNumbered = head.number !== undefined && typed !== '';
    // Titles name questions too; one is offered once its beginning is typed, unless its id begins in the same way.
    const isTitled = typed !== '' && !startsWith(head.id, typed);
    return [
      { value: head.id, about },
      ...(isNumbered ? [{ value: label, about }] : []),
      ...(isTitled ? [{ value: about, about: head.id }] : []),
    ];
  });

const countedOffers = (names: readonly string[]): readonly Offer[] =>
  [...countBy(names, (name) => name)].map(([value, count]) => ({ value, about: countOf(count, 'question') }));

/** Metrics by name, and placeholders by key once something is typed; computed ones cannot be set. */
function metricsOf({ metrics, questions }: Bank, settable: boolean, typed: string): readonly Offer[] {
  const declared = [...metrics.values()].filter(({ derive }) => !settable || derive === undefined);
  const cited = [...questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys);
  const undeclared = [...new Set(cited)].filter(
    (key) => !(typed === '' && key.includes('/')) && !metrics.has(key),
  );
  return [
    ...declared.map(({ name, prompt }) => ({ value: name, about: prompt })),
    ...undeclared.map((value) => ({ value })),
  ];
}

/** By what an argument or option takes. */
const OFFERS = {
  question: async ({ bank, typed }) => questionsFor(await bank(), typed),
  'question or file': async ({ bank, typed }) => questionsFor(await bank(), typed),
  file: () => [],
  metric: async ({ bank, typed }) => metricsOf(await bank(), false, typed),
  'metric or question': async ({ bank, typed }) => {
    const all = await bank();
    const citing = [...all.questions].filter(([, { placeholderKeys }]) => placeholderKeys.length > 0);
    return [...metricsOf(all, false, typed), ...questionsFor({ ...all, questions: new Map(citing) }, typed)];
  },
  'metric=': async ({ bank, typed }) =>
    metricsOf(await bank(), true, typed).map(({ value, about }) => ({ value: `${value}=`, about })),
  section: async ({ bank }) =>
    countedOffers([...(await bank()).questions.values()].map(({ section }) => section)),
  tag: async ({ bank }) => countedOffers([...(await bank()).questions.values()].flatMap(({ tags }) => tags)),
  setting: () => Object.entries(SETTING_RULES).map(([value, { wants }]) => ({ value, about: wants })),
  drill: ({ config }) => Object.keys(config().drills).map((value) => ({ value })),
  shape: async () => {
    const { SHAPES } = await import('../../formats/import/index.ts');
    return [...SHAPES].map(([value, about]) => ({ value, about }));
  },
  mock: async ({ context }) => (await context.mocks()).ids().map((value) => ({ value })),
  topic: async () => {
    const { TOPICS } = await import('./docs.ts');
    return Object.entries(TOPICS).map(([value, about]) => ({ value, about }));
  },
  'backup or file': ({ context }) =>
    context.backups.list().flatMap(({ day, sound }) => (sound ? [{ value: day }] : [])),
} satisfies Readonly<Record<string, (known: Known) => readonly Offer[] | Promise<readonly Offer[]>>>;

export type Takes = keyof typeof OFFERS;

/** Without a pending option: a command, its argument, or the new value of a setting. */
function argumentPlace({ commands }: CommandLine, { command, words }: Before): Place {
  const names = Object.keys(commands);
  if (command === undefined) return { choices: [...names, 'help'] };
  if (command === 'help') return { choices: names };
  const [setting = ''] = words;
  if (command === 'config' && words.length > 0) {
    const rule = isSettingName(setting) ? SETTING_RULES[setting] : undefined;
    return { choices: words.length === 1 ? rule?.choices?.() : undefined };
  }
  const specs = Object.entries(commands[command]?.arguments ?? {});
  const last = specs.at(-1);
  const [, spec] = specs[words.length] ?? (last?.[0].includes('...') ? last : []) ?? [];
  return typeof spec === 'object' ? spec : {};
}

const startsWith = (value: string, typed: string): boolean =>
  value.toLowerCase().startsWith(typed.toLowerCase());

function optionOffers({ options, given }: Before): readonly Offer[] {
  return options
    .filter((option) => option.repeatable || takesMany(option) || !given.has(option))
    .flatMap(({ names, help }) => names.slice(-1).map((value) => ({ value, about: help })));
}

type Answer = {
  /** `partial`: more follows without a space. `files`: the shell also offers files. */
  readonly kind: 'values' | 'partial' | 'values files';
  readonly offers: readonly Offer[];
};

async function answerTo(line: CommandLine, before: Before, typed: string, known: Known): Promise<Answer> {
  const { pending, must, onlyWords, options } = before;
  const [, name, value] = (!onlyWords && /^(--[\w-]+)=(.*)$/s.exec(typed)) || [];
  const joined = name === undefined ? undefined : options.find(({ names }) => names.includes(name));
  const isOption = typed.startsWith('-') && !onlyWords && !must;
  if (isOption && !joined) return { kind: 'values', offers: optionOffers(before) };
  const place: Place = joined ?? pending ?? argumentPlace(line, before);
  const found =
    place.choices?.map((one): Offer => ({ value: one, about: line.commands[one]?.summary })) ??
    (place.takes ? await OFFERS[place.takes]({ ...known, typed: value ?? typed }) : []);
  const offers = found.map((offer) => (joined ? { ...offer, value: `${name}=${offer.value}` } : offer));
  if (place.takes?.endsWith('file')) return { kind: 'values files', offers };
  if (place.takes === 'metric=') return { kind: 'partial', offers };
  const nothing = offers.length === 0 && !pending && typed === '' && !onlyWords;
  return { kind: 'values', offers: nothing ? optionOffers(before) : offers };
}

/** Prints what the shell can offer for the last of `words`. A Tab prints no errors and moves no history. */
export async function complete(
  makeContext: (options: GlobalOptions) => Context,
  line: CommandLine,
  words: readonly string[],
): Promise<number> {
  const typed = words.at(-1) ?? '';
  const before = takeApart(line, words.slice(0, -1));
  const home = valuesOf(before, '--home').at(-1);
  const context = makeContext(home === undefined ? { color: false } : { color: false, home });
  const config = (): Config => context.config.read().config;
  const known: Known = {
    context,
    config,
    bank: () => context.banks.heads(bankPaths(context, { bank: valuesOf(before, '--bank') }, config()).paths),
    typed,
  };
  const nothing: Answer = { kind: 'values', offers: [] };
  const { kind, offers } = await answerTo(line, before, typed, known).catch(() => nothing);
  const lines = offers
    // Of `name=`, the rest is nobody's to offer: bash would insert an empty word.
    .filter(({ value }) => startsWith(value, typed) && value === plainLine(value))
    .filter(({ value }) => value !== typed || kind !== 'partial')
    .map(({ value, about = '' }) => `${value}\t${plainLine(about)}`);
  context.out.data(`${[kind, ...new Set(lines)].join('\n')}\n`);
  return 0;
}
