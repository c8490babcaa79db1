// `prep fill --from`: values from result files, bound by name, listed, or chosen.
import type { Context, Prompts } from '../../context.ts';
import type { FillSource, Metric } from '../../core/base/metric.ts';
import { Failure, orFailure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf, firstLines, firstText, isYes } from '../../core/base/wording.ts';
import { bindTyped, bindValue, type Bound, type Reported } from '../../core/fill/bind.ts';
import {
  citedKeys,
  type Gap,
  gapOf,
  labelOfGap,
  nameOfGap,
  namedGaps,
  openGaps,
  planFillsFrom,
  typingOf,
  valueNameIn,
  wordsIn,
} from '../../core/fill/gaps.ts';
import {
  type Offer,
  type Proposal,
  PROPOSED,
  proposeMatches,
  searchOffers,
  STRONG,
  type Wanted,
  wordsBeside,
} from '../../core/fill/match.ts';
import { sourceOf } from '../../core/fill/sync.ts';
import type { Values } from '../../core/fill/conditional.ts';
import { cellWords, sentenceAround } from '../../core/fill/values.ts';
import { type Accepted, checkValue, type Refusal, type Typing } from '../../core/values/quantity.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { readResult, valueAt } from '../../formats/results/index.ts';
import {
  bindCommand,
  renderChoices,
  renderFound,
  renderProposals,
  renderRefusal,
  type ShownChoice,
  type Unread,
  valueText,
  renderNote,
} from '../../screens/fill/fill.ts';
import { blankLine, type Display, paragraph } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import { displayOf, progressOn } from '../shared/screen.ts';
import { askGaps, type Filling, type Finder, refuseWrong, storePlan } from './fill.ts';

type Opened = Awaited<ReturnType<typeof openFile>>;

type OpenedFiles = Awaited<ReturnType<typeof openResults>>;

type FoundValue = Bound & { readonly opened: Opened; readonly fill: { readonly source: FillSource } };

type Search = Filling & {
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly gaps: readonly Gap[];
  readonly proposals: readonly Proposal[];
  readonly isNamed: boolean;
};

/** Binds what `set` names; otherwise a person chooses among possible matches, or they are listed. */
export async function fillFrom(filling: Filling, path: string): Promise<number> {
  const { context, study, names, options } = filling;
  const { json = false } = options;
  if (path.trim() === '')
    throw new Failure('usage', '`--from` needs the path of a file or a folder.', {
      hint: 'write `--from .` for the current folder',
    });
  const named = names.length > 0 ? namedGaps(study.bank, names, study.values) : undefined;
  refuseWrong(context, named?.wrong ?? [], 'name');
  const plain = options.plain ?? !context.screen.fancy;
  const files = await openResults(context, path, plain || json);
  if (options.set) return setFrom(filling, files);

  const gaps = named?.found ?? openGaps(study.bank, study.values);
  const offers = files.opened.flatMap(({ file, reading }) =>
    reading.candidates.map((candidate): Offer => ({ file, reading, candidate })),
  );
  const isNamed = named !== undefined;
  const proposals = proposalsFor(study, gaps, offers, isNamed);
  const search: Search = { ...filling, files, offers, gaps, proposals, isNamed };
  const canAsk = (context.interactive || options.plain === true) && !options.list && !json && !options.dryRun;
  if (!canAsk) return list(search, json);
  // Everything named is asked for, even if nothing fits.
  const proposed = new Set(search.proposals.map(({ key }) => key));
  const asked = gaps.filter(({ key }) => isNamed || proposed.has(key));
  sayUnread(context, files, displayOf(context, plain));
  if (asked.length === 0) {
    const how = 'To choose one yourself, name a question or a metric: `prep fill --question 7 --from FILE`.';
    context.out.talk(`${paragraph(`${whyNothing(search)} ${how}`, displayOf(context, true))}\n`);
    return 0;
  }
  return askGaps(filling, asked, (prompts, display) => finderIn(search, prompts, display));
}

async function openFile({ results }: Context, path: string) {
  const read = await results.read(path);
  const reading = readResult(read.file);
  if ('error' in reading) throw new Failure('result-unread', `${reading.error}.`, { hint: reading.hint });
  /** As shown, and as it can be read again. */
  const file = results.shown(path);
  return { file, read, reading };
}

/** The newest first. Fails with `result-unread`, or `no-results` for a folder. */
async function openResults(context: Context, path: string, plain: boolean) {
  const { results } = context;
  if (!results.isFolder(path)) {
    const one = await openFile(context, path);
    return { opened: [one], unread: [], notes: one.read.note === undefined ? [] : [one.read.note] };
  }
  const progress = progressOn(context, plain);
  const shown = results.shown(path);
  progress(`Looking through ${shown}`);
  const found = await results.find(path, (files) => progress(`Looking through ${shown}: ${files} files`));
  const opened: Opened[] = [];
  const unread: Unread[] = [];
  const notes = [...found.notes];
  for (const [i, file] of found.files.entries()) {
    progress(`Reading ${i + 1} of ${found.files.length} files`);
    const one = await orFailure(() => openFile(context, file));
    if (one instanceof Failure) {
      const { message, hint = 'check the file' } = one;
      unread.push({ file: results.shown(file), error: message.replace(/\.$/, ''), hint });
      continue;
    }
    // A settings file has no candidates.
    if (one.reading.candidates.length > 0) opened.push(one);
    if (one.read.note !== undefined) notes.push(one.read.note);
  }
  progress('');
  if (opened.length > 0 || unread.length > 0) return { opened, unread, notes };
  throw new Failure('no-results', `No result file found in ${shown}.`, {
    hint: 'name the file: --from FILE',
  });
}

/** Values of all files that are listed: for scripts, and before a person is asked. */
const LISTED = 60;
const RECOGNIZED = 12;

/** A project has many files that are no results. */
const MOST_UNREAD = 5;

function sayUnread(context: Context, { unread, notes }: OpenedFiles, display: Display): void {
  const lines = firstLines(
    unread,
    MOST_UNREAD,
    (one) => renderRefusal(one, display),
    (rest) => renderNote(`${countOf(rest, 'more file')} cannot be read; \`--json\` lists them`, display),
  );
  for (const line of [...lines, ...notes.map((note) => renderNote(note, display))])
    context.out.talk(`${line}\n`);
}

/** By a path, or by the name of a candidate as listed. */
function findValue(
  { context: { results }, options: { unit } }: Filling,
  opened: Opened,
  path: string,
  metric: Metric | undefined,
  typing: Typing,
): FoundValue | Refusal {
  const { reading } = opened;
  const read = valueAt(reading, path);
  const words = wordsIn(path);
  const isCalled = ({ label }: Reported): boolean => words !== '' && wordsIn(label) === words;
  const named =
    reading.candidates.find(({ label }) => label === path) ??
    ('error' in read ? reading.candidates.find(isCalled) : undefined);
  const value = named ?? read;
  if ('error' in value)
    return path.includes(' · ')
      ? { error: `no value is called ${path}`, hint: '`prep fill --from FILE --list` shows all paths' }
      : value;
  const bound = bindTyped(metric, value, unit, typing);
  if ('error' in bound) return bound;
  const isOther = unit !== undefined && !['', unit].includes(value.unit);
  const file = { file: results.stored(opened.file), sha256: opened.read.sha256 };
  const state = isOther ? { ...file, given: true as const } : file;
  return { ...bound, opened, fill: { ...bound.fill, source: sourceOf(bound, named?.path ?? path, state) } };
}

const NAMED = 5;

function onlyFile({ opened, unread }: OpenedFiles): Opened {
  const [only, ...others] = opened;
  if (only && others.length === 0) return only;
  if (!only)
    throw new Failure('result-unread', `${unread[0]?.error ?? 'None of the files can be read'}.`, {
      hint: unread[0]?.hint ?? 'name another file',
    });
  const message = `\`--set NAME=PATH\` needs a single file, and there are ${opened.length} result files.`;
  const names = opened.map(({ file }) => file);
  const hint = `choose one with --from: ${firstText(names, NAMED)}`;
  throw new Failure('file-ambiguous', message, { hint });
}

/** All or nothing. Fails with `value-refused`. */
async function setFrom(filling: Filling, files: OpenedFiles): Promise<number> {
  const { context, study, options } = filling;
  const opened = onlyFile(files);
  const { set = [], force } = options;
  const read = (metric: Metric | undefined, text: string, gap: Gap | undefined): FoundValue | Refusal =>
    text.trim() === ''
      ? { error: 'the path is empty', hint: 'write NAME=PATH' }
      : findValue(filling, opened, text.trim(), metric, typingOf(gap, study.config));
  const plan = planFillsFrom(study.bank, study.config.fills, { set, unset: [], force }, 'path', read);
  refuseWrong(context, plan.wrong);
  await storePlan(filling, { set: plan.set, unset: [] });
  return 0;
}

/** ` ms to `: between the two ends of one change. */
const TO = /^\s?[\p{L}%×/]{0,12}\s*(?:to|→|->|–)\s*$/u;

/** The label of its placeholder, or of one without words of its own, those beside it, or beside the start of its change. */
function wordsFor(gap: Gap, values: Values, counted = ''): Pick<Wanted, 'words' | 'isEnd' | 'isLoose'> {
  const { key, placeholder, question, metric } = gap;
  const cell = cellWords(question, placeholder);
  if (placeholder.key === key && placeholder.name === undefined && cell !== '') return { words: cell };
  if ((placeholder.name ?? placeholder.hint) !== undefined || placeholder.key !== key)
    return { words: labelOfGap(gap) };
  const segments = sentenceAround(question, placeholder, values);
  const own = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === key);
  const textAt = (i: number): string => (segments[i]?.kind === 'plain' ? segments[i].text : '');
  const isSecond = own > 1 && TO.test(textAt(own - 1));
  const at = isSecond ? own - 2 : own;
  const words = wordsBeside(textAt(at - 1), textAt(at + 1), at < 2, metric?.unit);
  const isUntold =
    at < 2 && !/\p{L}/u.test(textAt(at - 1)) && !question.placeholders.some((one) => one.key !== key);
  return {
    words: (isUntold ? question.title.replace(/^how \w+ /i, '') : words) || counted,
    isLoose: isUntold,
    isEnd: isSecond || TO.test(textAt(own + 1)),
  };
}

const MOST_OFFERS = 10_000;

/** With every metric, filled or not, so that no value is proposed for a metric it does not belong to. */
function proposalsFor(
  { bank, values, config }: Study<Question>,
  asked: readonly Gap[],
  offers: readonly Offer[],
  isNamed: boolean,
): readonly Proposal[] {
  const gaps = citedKeys(bank)
    .filter((key) => bank.metrics.get(key)?.derive === undefined)
    .flatMap((key) => gapOf(bank, key) ?? []);
  // Those of the same words do not compete for a value.
  const keys = new Map(gaps.map((gap) => [nameOfGap(gap), gap.key]));
  const keyOf = (gap: Gap): string => keys.get(nameOfGap(gap)) ?? gap.key;
  const wanted = gaps
    .filter((gap) => keyOf(gap) === gap.key)
    .map((gap) => {
      const { replaced: _, ...typing } = typingOf(gap, config);
      return { key: gap.key, metric: gap.metric, typing, ...wordsFor(gap, values, typing.counted) };
    });
  const named = new Set(isNamed ? asked.map(keyOf) : []);
  return proposeMatches(wanted, offers.slice(0, MOST_OFFERS), named).flatMap((proposal) =>
    asked.filter((gap) => keyOf(gap) === proposal.key).map(({ key }) => ({ ...proposal, key })),
  );
}

function jsonValue({ offer: { file, candidate }, bound }: Proposal['ranked'][number]) {
  const { fill, converted = null } = bound;
  return { file, path: candidate.path, label: candidate.label, value: fill.value, converted };
}

function listJson(context: Context, { opened, unread, notes }: OpenedFiles, sure: readonly Proposal[]): void {
  const read = opened.map(({ file, reading: { reader, title, candidates } }) => {
    const values = candidates.map(({ label, value, unit, path }) => ({ label, value, unit, path }));
    return { file, reader, title, error: null, candidates: values };
  });
  const damaged = unread.map(({ file, error, hint }) => {
    return { file, reader: null, title: null, error: `${error} (${hint})`, candidates: [] };
  });
  const proposals = sure.flatMap(({ key, ranked: [lead], isOpen }) =>
    lead && !isOpen ? [{ name: key, ...jsonValue(lead), score: lead.score }] : [],
  );
  const choices = sure.flatMap(({ key, ranked, isOpen }) =>
    isOpen ? [{ name: key, values: ranked.map(jsonValue) }] : [],
  );
  context.out.data(jsonDocument('fill', { files: [...read, ...damaged], proposals, choices, notes }));
}

function whyNothing({ files: { opened }, gaps }: Search): string {
  if (opened.every(({ reading }) => reading.candidates.length === 0))
    return 'No numbers found that prep can read.';
  if (gaps.length === 0) return 'Every value your answers cite is filled. Name one to see what matches it.';
  return 'No value here is a sure match for an unfilled metric.';
}

function list(search: Search, json: boolean): number {
  const { context, study, files, proposals, isNamed } = search;
  const sure = proposals.filter(
    ({ ranked: [lead], isOpen }) => isOpen || isNamed || (lead?.score ?? 0) >= PROPOSED,
  );
  if (json) {
    listJson(context, files, sure);
    return 0;
  }
  const display = displayOf(context, true);
  sayUnread(context, files, display);
  const { out } = context;
  if (files.opened.length > 0) out.data(`${renderFound(files.opened, LISTED, display)}\n`);
  if (sure.length > 0) {
    out.data(`\n${paragraph('Possible matches (check, then paste):', display)}\n`);
    out.data(`${renderProposals(sure, study.given, valueNameIn(study.bank), display)}\n`);
  }
  if (sure.length === 0) out.talk(`${paragraph(whyNothing(search), display)}\n`);
  const [one] = files.opened;
  const label = one?.reading.candidates[0]?.label;
  if (one && label !== undefined)
    out.talk(`To use one by its name:\n  ${bindCommand(one.file, 'NAME', label, study.given)}\n`);
  return 0;
}

type Choice = ShownChoice & {
  readonly opened: Opened;
  readonly path: string;
  /** Its value as the file has it, and as it is shown and stored. */
  readonly called: readonly string[];
};

const NOTHING_NEAR = 'Nothing matches. Enter a value, search with words, or enter a path.';
const MOST_FOUND = 9;

function finderIn(search: Search, prompts: Prompts, display: Display): Finder {
  const { study, files, proposals } = search;
  /** As numbered on the screen. */
  let choices: readonly Choice[] = [];
  let takes = false;
  const some = files.opened.slice(0, RECOGNIZED);
  if (some.length > 0) prompts.show(renderFound(some, RECOGNIZED, { ...display, plain: true }));
  const show = (all: readonly Choice[]): undefined => {
    choices = all.slice(0, MOST_FOUND);
    takes = false;
    const rest = all.length - choices.length;
    if (choices.length > 0) prompts.show(renderChoices(choices, rest, files.opened.length === 1, display));
  };
  return {
    offer: (gap) => {
      const ranked = proposals.find(({ key }) => key === gap.key)?.ranked ?? [];
      const offers = ranked.map(({ offer }) => offer);
      show(choicesOf(search, gap, offers));
      // What has a value is replaced only by what a person chooses.
      takes = (ranked[0]?.score ?? 0) >= STRONG && !Object.hasOwn(study.config.fills, gap.key);
      if (choices.length === 0) prompts.show(blankLine(display) + paragraph(NOTHING_NEAR, display));
    },
    takes: () => takes,
    find: (gap, line) => {
      const found = findTyped(search, choices, gap, line);
      if ('length' in found) return show(found);
      return 'error' in found ? found : { ...found, name: gap.key };
    },
  };
}

function choicesOf(
  { files, options: { unit } }: Search,
  gap: Gap,
  offers: readonly Offer[],
): readonly Choice[] {
  return offers.flatMap(({ file, candidate }): readonly Choice[] => {
    const opened = files.opened.find((one) => one.file === file);
    if (!opened) return [];
    const bound = bindValue(gap.metric, candidate, unit);
    const suits = !('error' in bound);
    // A number is not shown with a unit that its file does not give.
    const isBare = unit === undefined && candidate.unit === '';
    const isShown = suits && (!isBare || bound.unit === '×');
    const isFree = unit === undefined && gap.metric === undefined;
    const value =
      isShown && !isFree
        ? ((isBare ? bound.converted : undefined) ?? bound.fill.value)
        : valueText(candidate);
    const { path, label } = candidate;
    const called = [String(candidate.value), valueText(candidate), ...(suits ? [bound.fill.value] : [])];
    return [{ opened, path, value, called, suits, label, file }];
  });
}

/** Without its deviation and last zeros, which nobody types. */
const bareText = (text: string): string =>
  text.replaceAll(/ ± [\d.,]+| \(n=\d+\)|\.0+(?!\d)|(?<=\.\d*)0+(?!\d)/g, '');

const FIGURE = /^(?!\[)\W*\d[\d.,]*\W*(?:\d[\d.,]*\W*)?(?:\p{L}+\W*)?$/u;

/** By number, value, words or path, or other choices. */
function findTyped(
  search: Search,
  choices: readonly Choice[],
  gap: Gap,
  line: string,
): Accepted | Refusal | readonly Choice[] {
  const { offers, files } = search;
  const typing = typingOf(gap, search.study.config);
  if (isYes(line))
    return { error: `${line} chooses no value`, hint: 'enter the number of a value, such as 1' };
  const typed = checkValue(gap.metric, line, typing);
  const isFigure = FIGURE.test(line);
  const same = new Set([line, 'error' in typed ? line : typed.fill.value].map(bareText));
  const isMeant = ({ called }: Choice): boolean => called.some((one) => same.has(bareText(one)));
  const [said, ...others] = isFigure ? choices.filter(isMeant) : [];
  const numbered = /^\d{1,4}$/.test(line) ? choices[Number(line) - 1] : undefined;
  const choice = numbered ?? (others.length > 0 ? undefined : said);
  if (choice) return findValue(search, choice.opened, choice.path, gap.metric, typing);
  if (isFigure && !('error' in typed)) {
    const isThere = choicesOf(search, gap, offers).some(isMeant);
    const { warning = isThere ? undefined : `no value of these files is ${typed.fill.value}` } = typed;
    return { ...typed, warning };
  }
  const found = searchOffers(line, offers);
  const isExact = ({ candidate: { path, label } }: Offer): boolean => path === line || label === line;
  const hits = found.toSorted((a, b) => Number(isExact(b)) - Number(isExact(a)));
  if (hits.length > 0) {
    const all = choicesOf(search, gap, hits);
    const possible = all.filter(({ suits }) => suits);
    // Where no unit fits, the refusal says how to give another.
    return possible.length > 0 ? possible : all;
  }
  if (isFigure && 'error' in typed) return typed;
  const all = files.opened.map((opened) => findValue(search, opened, line, gap.metric, typing));
  const read = all.filter((one): one is FoundValue => !('error' in one));
  const [first, ...second] = read;
  const [only, ...more] = all;
  // For a single file the error is specific.
  if (!first && only && more.length === 0) return only;
  if (!first) return { error: `${line} matches nothing in these files`, hint: 'type ? for help' };
  // A word alone may have been meant to search.
  if (second.length === 0 && /\W/.test(line)) return first;
  return read.map(({ opened, fill: { value, source } }) => {
    const { path } = source;
    return { opened, path, value, called: [value], suits: true, label: path, file: opened.file };
  });
}
