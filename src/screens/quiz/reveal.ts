import type { MetricName } from '../../core/base/metric.ts';
import type { FollowUp, Question } from '../../core/base/question.ts';
import type { Place, Topic } from '../../core/feedback/coverage.ts';
import type { Segment, Values } from '../../core/fill/value.ts';
import { fillText } from '../../core/fill/values.ts';
import { renderStory, sharesNote, type Story } from '../stories/stories.ts';
import { innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { renderFilled } from '../ui/markdown.ts';
import { clean, wrapText } from '../ui/width.ts';
import { followUpsText, openNumbersText } from './card.ts';

export type Reveal = {
  readonly question: Question;
  readonly values: Values;
  readonly own?: readonly Segment[];
  readonly typed: string;
  readonly isHeard?: boolean;
  /** Places in `typed` of words of key points. */
  readonly places?: readonly Place[];
  readonly topic?: Topic;
  /** The story part by part: it replaces the model answer, and the version that it holds. */
  readonly story?: Story;
  readonly cited: readonly MetricName[];
  readonly uncited: readonly MetricName[];
  readonly numbers: number;
  readonly unfilled: number;
  readonly followUps?: number;
};

const markdown = (segments: readonly Segment[], look: Look): string =>
  renderFilled(segments, { columns: innerColumns(look), theme: look.theme }).replace(/\s+$/, '');

const section = (heading: string, body: string, look: Look): string =>
  `${rule(heading, '', look)}\n${look.plain ? '' : '\n'}${inset(body, look)}\n`;

function modelAnswer({ question, values }: Reveal, look: Look): string {
  if (question.draft) {
    const invitation = 'This question has no answer yet. Press o to write your own.';
    return section('No answer yet', wrapText(look.theme.warn(invitation), innerColumns(look)), look);
  }
  return section('Model answer', markdown(fillText(question.answer, question, values), look), look);
}

/** Empty when the answer has no numbers. */
export function renderCited(reveal: Reveal, look: Look): string {
  const { theme } = look;
  const { cited, uncited, unfilled, typed, values } = reveal;
  const { tick, cross } = theme.symbols;
  const shown = (keys: readonly MetricName[]): string =>
    keys.map((key) => theme.filled(clean(values.get(key)?.text ?? key))).join(', ');
  return [
    cited.length > 0 && `${theme.good(tick)} cited: ${shown(cited)}`,
    typed !== '' && uncited.length > 0 && `${theme.bad(cross)} not cited: ${shown(uncited)}`,
    unfilled > 0 && theme.warn(`${openNumbersText(reveal)}; f fills one now`),
  ]
    .flatMap((line) => (line === false ? [] : [paragraph(line, look)]))
    .join('\n');
}

function highlighted(text: string, places: readonly Place[], { theme }: Look): string {
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

const OFF_TOPIC = 'Your answer shares hardly a word with this question.';

function typedPart({ typed, isHeard, places = [], topic }: Reveal, look: Look): string {
  const text = wrapText(highlighted(typed, places, look), innerColumns(look));
  const away = topic === 'off-topic' ? [`${paragraph(look.theme.warn(OFF_TOPIC), look)}\n`] : [];
  return [section(isHeard ? 'You said' : 'You typed', text, look), ...away].join(look.plain ? '' : '\n');
}

/** The model answer, and the user's texts that are not already beside its parts. */
function answerParts(reveal: Reveal, look: Look): readonly string[] {
  const { own, typed, story } = reveal;
  const beside = story?.yoursIs;
  const note = story && sharesNote(story, look);
  return [
    own && beside !== 'Your version' ? section('Your version', markdown(own, look), look) : '',
    story ? renderStory(story, look) : modelAnswer(reveal, look),
    typed && beside !== 'You typed' && beside !== 'You said' ? typedPart(reveal, look) : '',
    note ? `${note}\n` : '',
  ].filter((text) => text !== '');
}

export function renderReveal(reveal: Reveal, look: Look): string {
  const { followUps = 0 } = reveal;
  const more = `${followUpsText(followUps)}; w asks ${followUps === 1 ? 'it' : 'them'}`;
  const below = [
    renderCited(reveal, look),
    followUps === 0 ? '' : paragraph(look.theme.dim(more), look),
  ].filter((text) => text !== '');
  return [...answerParts(reveal, look), ...(below.length > 0 ? [`${below.join('\n')}\n`] : [])].join('\n');
}

export function renderFollowUp(
  followUp: FollowUp,
  part: 'question' | 'answer',
  { question, values }: Pick<Reveal, 'question' | 'values'>,
  look: Look,
): string {
  const text = markdown(fillText(followUp[part], question, values), look);
  return inset(part === 'question' ? look.theme.strong(text) : text, look);
}
