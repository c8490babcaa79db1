// Walks through the values that a result file may give, and binds what the person picks. Each pick is stored at once, so
// that leaving loses nothing.
import type { Context } from '../context.ts';
import { labelOfGap, openGaps, type Gap, type GapGroup } from '../core/gaps.ts';
import { STRONG, type Offer, type Proposal } from '../core/match.ts';
import type { Question } from '../core/question.ts';
import { sentenceAround } from '../core/sentence.ts';
import { renderFromAsk, renderRecognised } from '../screens/fill-from.ts';
import { renderGap, renderGroup } from '../screens/fill.ts';
import { apart, paragraph } from '../screens/frame.ts';
import { tellUnread, type FromOptions, type OpenedFiles } from './fill-from-open.ts';
import { choicesOf, showChoices, takeLine, type Choices, type Walk } from './fill-from-pick.ts';
import type { Study } from './load.ts';
import { lookOf } from './look.ts';
import { changedSentences, showReadAgain } from './read-again.ts';

/** What is walked through. */
export type WalkFrom = {
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly groups: readonly GapGroup[];
  readonly proposals: readonly Proposal[];
  /** True when the person named what is asked for: then all of it is, whether anything seems to fit or not. */
  readonly isNamed: boolean;
};

const NOTHING_NEAR = 'Nothing looks like it: search with words, or write a path.';

/** Asks for one value until it is settled. False when the person left. */
async function ask(walk: Walk, gap: Gap, proposal: Proposal | undefined): Promise<boolean> {
  const { prompts, study, look } = walk;
  const sentence = sentenceAround(gap.question, gap.placeholder, walk.values);
  const present = walk.values.get(gap.key);
  prompts.show(apart(look) + renderGap(gap, sentence, present, study.bank.questions, look));
  const ranked = proposal?.ranked ?? [];
  const list = choicesOf(
    walk,
    gap,
    ranked.map(({ offer }) => offer),
  );
  if (list.length > 0) showChoices(walk, list);
  else prompts.show(apart(look) + paragraph(NOTHING_NEAR, look));
  let choices: Choices = { list, takes: (ranked[0]?.score ?? 0) >= STRONG && present === undefined };
  for (;;) {
    const line = await prompts.line(renderFromAsk(labelOfGap(gap), choices.takes));
    if (line === undefined || line.trim().toLowerCase() === 'q') return false;
    const taken = await takeLine(walk, gap, choices, line.trim());
    if (taken === 'settled') return true;
    choices = taken;
  }
}

/** The groups with what is to be asked in them. */
function asked({ groups, proposals, isNamed }: WalkFrom): readonly GapGroup[] {
  const proposed = new Set(proposals.map(({ key }) => key));
  return groups
    .map(({ question, gaps }) => ({ question, gaps: gaps.filter(({ key }) => isNamed || proposed.has(key)) }))
    .filter(({ gaps }) => gaps.length > 0);
}

/** Asks for everything. False when the person left. */
async function askAll(walk: Walk, from: WalkFrom): Promise<boolean> {
  const byKey = new Map(from.proposals.map((one) => [one.key, one]));
  for (const group of asked(from)) {
    walk.prompts.show(apart(walk.look) + renderGroup(group, walk.look));
    for (const gap of group.gaps) if (!(await ask(walk, gap, byKey.get(gap.key)))) return false;
  }
  return true;
}

/** What it came to, and what to do next. */
function ending({ stored, study, values }: Walk, isAnyAsked: boolean): string {
  const open = openGaps(study.bank, values).reduce((sum, { gaps }) => sum + gaps.length, 0);
  const rest = open === 0 ? 'Nothing is open any more.' : `${open} still open: prep fill goes on.`;
  if (!isAnyAsked)
    return `Nothing in it looks like what your answers want. Name a value to choose for it: prep fill NAME --from FILE. ${rest}`;
  if (stored.size === 0) return `No value bound. ${rest}`;
  return stored.size === 1
    ? `1 value bound; prep fill --sync reads it again. ${rest}`
    : `${stored.size} values bound; prep fill --sync reads them again. ${rest}`;
}

/** Shows what the files hold, and asks for each value that seems to be in them. Returns the exit code. */
export async function walkFrom(
  context: Context,
  study: Study<Question>,
  from: WalkFrom,
  { plain: asPlain, unit }: FromOptions,
): Promise<number> {
  const plain = asPlain ?? !context.screen.fancy;
  const look = lookOf(context, plain);
  tellUnread(context, from.files, look);
  const prompts = await context.prompts(plain);
  try {
    const { files, offers } = from;
    const { values } = study;
    const walk: Walk = { context, prompts, study, look, files, offers, unit, stored: new Set(), values };
    if (files.opened.length > 0) prompts.show(renderRecognised(files.opened, look));
    await askAll(walk, from);
    showReadAgain(prompts, study, changedSentences(study, values, walk.values), look);
    prompts.show(apart(look) + paragraph(ending(walk, asked(from).length > 0), look));
    return prompts.interrupted() ? 130 : 0;
  } finally {
    prompts.close();
  }
}
