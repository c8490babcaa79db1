import type { MetricName } from '../../core/base/metric.ts';
import type { FollowUp, Question } from '../../core/base/question.ts';
import type { Text } from '../../core/base/span.ts';
import type { Place, Topic } from '../../core/feedback/find.ts';
import type { WrongNumber } from '../../core/feedback/feedback.ts';
import type { Segment, Values } from '../../core/fill/conditional.ts';
import { fillText } from '../../core/fill/values.ts';
import { renderStory, type Story } from '../stories/stories.ts';
import { innerColumns, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { renderFilled } from '../ui/markdown.ts';
import { clean, wrapText } from '../ui/width.ts';
import { OFF_TOPIC, renderValues, renderWrongNumbers } from './feedback.ts';
import { followUpsText, openNumbersText } from './card.ts';

export type Reveal = {
  readonly question: Question;
  readonly values: Values;
  readonly own?: readonly Segment[];
  readonly typed: string;
  readonly isHeard?: boolean;
  /** Places in `typed` with words of key points. */
  readonly places?: readonly Place[];
  readonly topic?: Topic;
  /** Replaces the model answer. */
  readonly story?: Story;
  readonly wrongNumbers?: readonly WrongNumber[];
  readonly cited: readonly MetricName[];
  readonly uncited: readonly MetricName[];
  readonly numbers: number;
  readonly unfilled: number;
  readonly followUps?: number;
  readonly isBelowHeadline?: boolean;
};

const markdown = (segments: readonly Segment[], display: Display): string =>
  renderFilled(segments, { columns: innerColumns(display), theme: display.theme }).replace(/\s+$/, '');

const section = (heading: string, body: string, display: Display): string =>
  `${rule(heading, '', display)}\n${display.plain ? '' : '\n'}${inset(body, display)}\n`;

function modelAnswer(reveal: Reveal, display: Display): string {
  const { question } = reveal;
  if (question.draft) {
    if (reveal.own) return '';
    const invitation = reveal.typed
      ? 'This question has no answer yet. Press K to keep what you typed as your own, or o to open it in your editor.'
      : 'This question has no answer yet. Press o to write your own.';
    return section('No answer yet', wrapText(display.theme.warn(invitation), innerColumns(display)), display);
  }
  return textSection('Model answer', question.answer, reveal, display);
}

const textSection = (
  heading: string,
  text: Text,
  { question, values }: Pick<Reveal, 'question' | 'values'>,
  display: Display,
): string => section(heading, markdown(fillText(text, question, values), display), display);

export const renderHeadline = (reveal: Pick<Reveal, 'question' | 'values'>, display: Display): string =>
  reveal.question.headline ? textSection('Headline', reveal.question.headline, reveal, display) : '';

export function renderCited(reveal: Reveal, display: Display): string {
  const { theme } = display;
  const { cited, uncited, unfilled, typed, values } = reveal;
  const { tick, cross } = theme.symbols;
  const shown = (keys: readonly MetricName[]): string => renderValues(keys, values, theme);
  return [
    cited.length > 0 && `${theme.good(tick)} cited: ${shown(cited)}`,
    typed !== '' && uncited.length > 0 && `${theme.bad(cross)} not cited: ${shown(uncited)}`,
    unfilled > 0 && theme.warn(`${openNumbersText(reveal)}; press f to fill one`),
  ]
    .flatMap((line) => (line === false ? [] : [paragraph(line, display)]))
    .join('\n');
}

function highlighted(text: string, places: readonly Place[], { theme }: Display): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(done, start);
    if (end <= from) continue;
    pieces.push(clean(text.slice(done, from)), theme.good(clean(text.slice(from, end))));
    done = end;
  }
  return pieces.join('') + clean(text.slice(done));
}

function typedPart({ typed, isHeard, places = [], topic }: Reveal, display: Display): string {
  const text = wrapText(highlighted(typed, places, display), innerColumns(display));
  const away = topic === 'off-topic' ? [`${paragraph(display.theme.warn(OFF_TOPIC), display)}\n`] : [];
  return [section(isHeard ? 'You said' : 'You typed', text, display), ...away].join(
    display.plain ? '' : '\n',
  );
}

/** Without texts that are already beside the parts of a story. */
function answerParts(reveal: Reveal, display: Display): readonly string[] {
  const { own, typed, story, isBelowHeadline, question } = reveal;
  // The headline is not a part of a story.
  const headline = story && !isBelowHeadline ? renderHeadline(reveal, display) : '';
  const depth = isBelowHeadline && question.depth;
  const beside = story?.yoursIs;
  return [
    own && beside !== 'Your version' ? section('Your version', markdown(own, display), display) : '',
    headline,
    story
      ? renderStory(story, display)
      : depth
        ? textSection('In depth', depth, reveal, display)
        : modelAnswer(reveal, display),
    typed && beside !== 'You typed' && beside !== 'You said' ? typedPart(reveal, display) : '',
  ].filter((text) => text !== '');
}

export function renderReveal(reveal: Reveal, display: Display): string {
  const { followUps = 0, wrongNumbers = [] } = reveal;
  // First, because the model answer is longer than most windows.
  const wrong =
    wrongNumbers.length > 0 ? [`${inset(renderWrongNumbers(wrongNumbers, display), display)}\n`] : [];
  const more = `${followUpsText(followUps)}; press w for ${followUps === 1 ? 'it' : 'them'}`;
  const below = [
    renderCited(reveal, display),
    followUps === 0 ? '' : paragraph(display.theme.dim(more), display),
  ].filter((text) => text !== '');
  return [
    ...wrong,
    ...answerParts(reveal, display),
    ...(below.length > 0 ? [`${below.join('\n')}\n`] : []),
  ].join('\n');
}

export function renderFollowUp(
  followUp: FollowUp,
  part: 'question' | 'answer',
  { question, values }: Pick<Reveal, 'question' | 'values'>,
  display: Display,
): string {
  const text = markdown(fillText(followUp[part], question, values), display);
  return inset(part === 'question' ? display.theme.strong(text) : text, display);
}
