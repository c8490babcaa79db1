// After an answer, offers to store values from it that belong to open metrics of the question.
import type { Bank } from '../../core/base/bank.ts';
import type { Question } from '../../core/base/question.ts';
import { saidValues } from '../../core/feedback/said.ts';
import { labelOfGap, openGapsOf, unfilledGapsOf } from '../../core/fill/gaps.ts';
import type { Config } from '../../core/settings/config.ts';
import { renderStored } from '../../screens/fill/fill.ts';
import { paragraph } from '../../screens/ui/frame.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { type Practice, saysYes } from '../shared/practice.ts';
import type { OpenTurn } from './turn.ts';

const aloneIn = ({ metrics, constraints }: Practice['bank'], question: Question): Bank<Question> => ({
  questions: new Map([[question.id, question]]),
  metrics,
  constraints,
  problems: [],
});

export function gapsIn({ bank, values }: Pick<Practice, 'bank' | 'values'>, question: Question) {
  const alone = aloneIn(bank, question);
  return { alone, gaps: openGapsOf(alone, question, values) };
}

type Answered = Pick<OpenTurn, 'question' | 'answer'> & {
  readonly practice: Pick<
    Practice,
    'context' | 'prompts' | 'display' | 'bank' | 'values' | 'config' | 'lexicon' | 'paths'
  >;
};

/** What a change of values brings, as after `prep fill`. */
export async function tellEffects(
  practice: Pick<Practice, 'context' | 'prompts' | 'display' | 'paths'>,
  before: Config,
  after: Config,
): Promise<void> {
  if (before.fills === after.fills) return;
  const { effectsBetween, showEffects } = await import('../fill/fill.ts');
  const { known, effects } = await effectsBetween(practice.context, practice.paths, before, after);
  showEffects(practice.prompts, known, effects, practice.display);
}

export async function offerSaid({ practice, question, answer }: Answered): Promise<void> {
  const { context, prompts, display } = practice;
  const alone = aloneIn(practice.bank, question);
  const gaps = unfilledGapsOf(alone, question, practice.values);
  for (const { gap, accepted } of saidValues(
    answer?.text ?? '',
    question,
    gaps,
    practice.values,
    practice.lexicon,
  )) {
    const name = labelOfGap(gap);
    if (gap.metric) prompts.show(paragraph(`${name}: ${gap.metric.prompt}`, display));
    const ask = `${oneLine(accepted.fill.value)}: store as ${oneLine(name)}? y/N`;
    if (!(await saysYes({ line: (asked) => prompts.line(asked, true) }, ask))) continue;
    const { isRight, storeFills } = await import('../fill/fill.ts');
    const change = { set: [{ name: gap.key, ...accepted }], unset: [] };
    if (!(await isRight({ context, prompts, bank: alone, display }, change))) continue;
    const before = practice.config;
    practice.values = await storeFills(context, practice.bank, change);
    practice.config = context.config.read().config;
    prompts.show(renderStored({ ...accepted, name }, undefined, display));
    await tellEffects(practice, before, practice.config);
  }
}
