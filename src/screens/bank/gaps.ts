import { type Gap, GAPS, type Topic } from '../../core/bank/gaps.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { labelOf } from '../quiz/card.ts';
import { NARROW } from '../ui/frame.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { hangText, oneLine, wrapText } from '../ui/width.ts';

const LACKING: Readonly<Record<Gap, string>> = {
  answer: 'No answer',
  'own-answer': 'No answer of your own',
  points: 'No key points',
  numbers: 'No values',
  'follow-ups': 'No follow-ups',
};

/** Questions named before the rest is counted. */
const NAMED = 12;

const names = (heads: readonly QuestionHead[]): string =>
  firstText(
    heads.map((head) => oneLine(labelOf(head))),
    NAMED,
  );

function topicTable(topics: readonly Topic[], columns: number, theme: Theme): string {
  if (columns < NARROW)
    return topics
      .map(({ name, questions, stories }) => {
        const told = stories.length === 0 ? 'no story' : `stories: ${names(stories)}`;
        const known = [names(questions), told].filter(Boolean).join('; ');
        return `${theme.strong(oneLine(name))}\n${hangText('  ', known, columns)}`;
      })
      .join('\n');
  const spec: readonly ColumnOf<Topic>[] = [
    { header: 'Topic', min: 12, cell: ({ name }) => oneLine(name) },
    { header: 'Questions', min: 20, cell: ({ questions }) => names(questions) },
    { header: 'Stories', style: theme.dim, cell: ({ stories }) => names(stories) },
  ];
  return wideTable(topics, spec, { columns, theme });
}

/**
 * Ends in a newline.
 * @param lacking the questions that lack each thing
 */
export function renderGaps(
  lacking: ReadonlyMap<Gap, readonly QuestionHead[]>,
  topics: readonly Topic[],
  columns: number,
  theme: Theme,
): string {
  const found = GAPS.flatMap((gap) => {
    const heads = lacking.get(gap) ?? [];
    return heads.length === 0 ? [] : [{ gap, heads }];
  });
  const lines = found.map(({ gap, heads }) => {
    const head = `${theme.warn(LACKING[gap])} ${theme.dim(`(${countOf(heads.length, 'question')})`)}`;
    return `${head}\n${hangText('  ', names(heads), columns)}`;
  });
  // A topic of one question says no more than the question does.
  const shown = topics.filter(({ questions, stories }) => questions.length + stories.length > 1);
  const rest = topics.length - shown.length;
  const parts = [
    lines.length === 0 ? theme.good('Nothing is missing.') : lines.join('\n'),
    shown.length === 0 ? '' : topicTable(shown, columns, theme),
    rest === 0
      ? ''
      : theme.dim(
          wrapText(`${countOf(rest, 'topic')} with one question; \`--json\` lists them all`, columns),
        ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
