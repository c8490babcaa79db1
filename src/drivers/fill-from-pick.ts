// One line that a person writes for a value: a number, words, a path. Finds what is meant, and stores it at once.
import type { Context, Prompts } from '../context.ts';
import { bindValue } from '../core/bind.ts';
import { storedText } from '../core/fill.ts';
import { type Values } from '../core/fill-value.ts';
import { type Fills } from '../core/metric.ts';
import { labelOfGap, type Gap } from '../core/gaps.ts';
import { searchOffers, type Offer } from '../core/match.ts';
import type { Refusal } from '../core/quantity.ts';
import type { Question } from '../core/question.ts';
import {
  renderBound,
  renderChoices,
  renderFromHelp,
  valueText,
  type ShownChoice,
} from '../screens/fill-from.ts';
import { renderTakeAsk } from '../screens/fill-sync.ts';
import { renderRefusal, renderWarning } from '../screens/fill.ts';
import { paragraph, type Look } from '../screens/frame.ts';
import { boundFill, foundAt, type Found } from './fill-from-bind.ts';
import type { Opened, OpenedFiles } from './fill-from-open.ts';
import { storeFills } from './fill-walk.ts';
import type { Study } from './load.ts';

/** Where a walk stands: the values change as it goes. */
export type Walk = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly study: Study<Question>;
  readonly look: Look;
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly unit: string | undefined;
  readonly stored: Set<string>;
  values: Values;
};

/** A candidate that is shown under a number. */
type Choice = { readonly opened: Opened; readonly path: string; readonly shown: ShownChoice };

/** The choices at a prompt. `takes`: whether Enter takes the first. */
export type Choices = { readonly list: readonly Choice[]; readonly takes: boolean };

/** What became of a line: the value is settled, or the choices are shown, anew or as they were. */
type Taken = 'settled' | Choices;

/** Candidates that a search shows. */
const MOST_FOUND = 9;

/** The offers that belong to a file that was opened, with their values as they would be stored. */
export function choicesOf(walk: Walk, gap: Gap, offers: readonly Offer[]): readonly Choice[] {
  return offers.flatMap(({ file, candidate }): readonly Choice[] => {
    const opened = walk.files.opened.find((one) => one.file === file);
    if (!opened) return [];
    const bound = bindValue(gap.metric, candidate, walk.unit);
    const suits = !('error' in bound);
    const value = suits ? bound.fill.value : valueText(candidate);
    return [{ opened, path: candidate.path, shown: { value, suits, label: candidate.label, file } }];
  });
}

export function showChoices({ prompts, look, files }: Walk, list: readonly Choice[], rest = 0): void {
  if (list.length > 0)
    prompts.show(
      renderChoices(
        list.map(({ shown }) => shown),
        rest,
        files.opened.length === 1,
        look,
      ),
    );
}

/** Whether the person lets a value that they typed go. Only asked where there is one. */
async function mayReplace({ prompts, context }: Walk, gap: Gap, found: Found): Promise<boolean> {
  const { fills }: { readonly fills: Fills } = context.config.read().config;
  const present = Object.hasOwn(fills, gap.key) ? fills[gap.key] : undefined;
  const isTyped = present !== undefined && present.source?.read !== present.value;
  if (!isTyped) return true;
  const name = labelOfGap(gap);
  const row = { name, old: storedText(present), new: found.bound.fill.value, file: found.opened.file };
  const line = await prompts.line(renderTakeAsk(row));
  return line !== undefined && /^y(?:es)?$/i.test(line.trim());
}

async function take(walk: Walk, gap: Gap, found: Found): Promise<void> {
  const { context, prompts, look, study, stored } = walk;
  const name = labelOfGap(gap);
  if (!(await mayReplace(walk, gap, found))) {
    prompts.show(paragraph(`${name} stays as it is`, look));
    return;
  }
  const planned = await boundFill(context, gap.key, found);
  walk.values = await storeFills(context, study.bank, { set: [planned], unset: [] });
  stored.add(gap.key);
  const from = { file: found.opened.file, path: found.path };
  prompts.show(renderBound({ ...planned, name }, from, look));
  if (planned.warning !== undefined) prompts.show(renderWarning(planned.warning, look));
}

/** What a path leads to: in each file that has it. The refusal of the only file, where there is one, says what is wrong. */
async function atPath(
  walk: Walk,
  gap: Gap,
  path: string,
  unit: string | undefined,
): Promise<readonly Found[] | Refusal> {
  const { opened } = walk.files;
  const tried = await Promise.all(opened.map((one) => foundAt(one, path, gap.metric, unit)));
  const found = tried.filter((one): one is Found => !('error' in one));
  const [refused] = tried;
  if (found.length > 0 || opened.length !== 1 || !refused || !('error' in refused)) return found;
  return refused;
}

/** Splits off the unit that is said behind a number or a path: `2 in ms`. */
function saidUnit(line: string): { readonly said: string; readonly unit: string | undefined } {
  const [, said, unit] = /^(\S.*?) in ([^\s()[\]]{1,40})$/u.exec(line) ?? [];
  return said === undefined ? { said: line, unit: undefined } : { said, unit };
}

/** Tells what was refused, and that a unit may be said. */
function sayRefused({ prompts, look }: Walk, refusal: Refusal, line: string): void {
  const hint = refusal.hint.replace(/--unit (.+)$/, `write ${line} in $1`);
  prompts.show(renderRefusal({ error: refusal.error, hint }, look));
}

/** Takes what stands under a number. */
async function takeNumber(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const { said, unit = walk.unit } = saidUnit(line);
  const choice = choices.list[Number(said) - 1];
  if (!choice) {
    const error = choices.list.length === 0 ? 'there is nothing to choose here' : `there is no ${said}`;
    sayRefused(walk, { error, hint: `to enter a value by hand: prep fill ${gap.key}` }, said);
    return choices;
  }
  const found = await foundAt(choice.opened, choice.path, gap.metric, unit);
  if ('error' in found) {
    sayRefused(walk, found, said);
    return choices;
  }
  await take(walk, gap, found);
  return 'settled';
}

/** Looks for words in all values; shows what has them. */
function search(walk: Walk, gap: Gap, words: string): Choices | undefined {
  const found = searchOffers(words, walk.offers);
  if (found.length === 0) return undefined;
  const list = choicesOf(walk, gap, found.slice(0, MOST_FOUND));
  showChoices(walk, list, found.length - list.length);
  return { list, takes: false };
}

/** Takes words to search for, or a path. The path of a value that is listed goes before a search for it. */
async function takeWords(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const isListed = walk.offers.some(({ candidate: { path, label } }) => path === line || label === line);
  const hits = isListed ? undefined : search(walk, gap, line);
  if (hits) return hits;
  const { said, unit = walk.unit } = saidUnit(line);
  const found = await atPath(walk, gap, said, unit);
  if ('error' in found) {
    sayRefused(walk, found, said);
    return choices;
  }
  const [first, ...others] = found;
  if (first && others.length === 0) {
    await take(walk, gap, first);
    return 'settled';
  }
  if (!first) {
    sayRefused(walk, { error: `no file has a value for ${said}`, hint: '? says what may be written' }, said);
    return choices;
  }
  const list = found.slice(0, MOST_FOUND).map(({ opened, path, bound }): Choice => {
    return { opened, path, shown: { value: bound.fill.value, suits: true, label: path, file: opened.file } };
  });
  showChoices(walk, list, found.length - list.length);
  return { list, takes: false };
}

/** What a line comes to: the value is settled, or other choices are shown. */
export async function takeLine(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const { prompts, look } = walk;
  if (line === '') return choices.takes ? takeNumber(walk, gap, choices, '1') : 'settled';
  if (/^(?:-|s)$/i.test(line)) return 'settled';
  if (line === '?') {
    prompts.show(renderFromHelp(gap.metric?.measure, choices.takes, look));
    return choices;
  }
  return /^\d{1,4}(?: in \S+)?$/.test(line)
    ? takeNumber(walk, gap, choices, line)
    : takeWords(walk, gap, choices, line);
}
