import { type FilledCount, openCount } from '../../core/fill/conditional.ts';
import { type Day, dayText } from '../../core/base/day.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { type DrawnDrill, itemsIn } from '../../core/quiz/drill.ts';
import type { NextStep } from '../../core/quiz/next-step.ts';
import type { Work } from '../../core/schedule/queue.ts';
import type { Drill } from '../../core/settings/config.ts';
import { type Display, inset, listItem, paragraph } from '../ui/frame.ts';
import { clean, hangText, oneLine, padTo, textWidth } from '../ui/width.ts';
import { filledText, labelIn, shownId, uncomputedText } from './card.ts';

type Status = Work & {
  readonly ownQuestions: number;
  readonly unfilled: number;
  readonly uncited: number;
  readonly uncomputed: readonly string[];
  readonly core: FilledCount;
  readonly interviewDate: Day | undefined;
  readonly daysLeft: number | undefined;
  readonly interviewText?: string | undefined;
  readonly waiting?: { readonly stands: string } | undefined;
  readonly unfinishedAnswers: readonly QuestionId[];
  readonly vacationUntil?: Day | undefined;
  readonly next: NextStep;
};

const LABEL_WIDTH = 11;

/** Values of one's own questions are no core values. */
function numbers({ questions, ownQuestions, unfilled, core }: Status): string {
  if (unfilled === 0) return questions === 0 ? 'none' : 'nothing left to fill';
  if (core.of === 0) return `${unfilled} to fill`;
  const rest = unfilled - openCount(core);
  const isTold = rest > 0 && (openCount(core) === 0 || ownQuestions > 0);
  const others = isTold ? `, ${rest} others to fill` : '';
  return `${filledText(core)}${others}`;
}

const phrases = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

function interview({ interviewDate, daysLeft, interviewText }: Status): string | undefined {
  if (interviewText !== undefined) return interviewText;
  if (interviewDate === undefined || daysLeft === undefined) return undefined;
  return `${dayText(interviewDate)}, in ${countOf(daysLeft, 'day')}`;
}

function backlog({ held, areReviewsOff }: Status): string | undefined {
  if (held === 0) return undefined;
  const are = held === 1 ? 'is' : 'are';
  return areReviewsOff
    ? `${held} ${are} due and ${held === 1 ? 'comes' : 'come'} before new questions, but reviewsPerDay is 0 (\`prep config reviewsPerDay 50\`)`
    : `${held} more ${are} due and ${held === 1 ? 'comes' : 'come'} on later days, before new questions`;
}

type Heads = ReadonlyMap<QuestionId, QuestionHead>;

function begun(ids: readonly QuestionId[], heads: Heads): string | undefined {
  if (ids.length === 0) return undefined;
  const names = ids.map(labelIn(heads)).map(clean);
  return `${firstText(names, DRAFTS_NAMED)} (\`prep quiz ${names.slice(0, DRAFTS_NAMED).join(' ')}\`)`;
}

const DRAFTS_NAMED = 5;

export function renderStatus(status: Status, heads: Heads, { columns, theme }: Display): string {
  const { due, new: fresh, reviewedToday, learning, vacationUntil, streakDays, waiting } = status;
  const { questions, ownQuestions, drafts, suspended, uncited } = status;
  const rows: readonly (readonly [label: string, text: string | undefined])[] = [
    [
      'Today',
      phrases(
        `${due} due${learning > 0 ? ` (${learning} to repeat)` : ''}`,
        `${fresh} new`,
        `${reviewedToday} done`,
      ),
    ],
    ['Backlog', backlog(status)],
    ['Vacation', vacationUntil && `until ${dayText(vacationUntil)}`],
    ['Streak', streakDays > 0 ? countOf(streakDays, 'day') : undefined],
    ['Interview', interview(status)],
    ['Unfinished', begun(status.unfinishedAnswers, heads)],
    ['Mock', waiting && `unfinished, ${waiting.stands} (\`prep mock\` resumes or ends it)`],
    [
      'Bank',
      phrases(
        countOf(questions, 'question'),
        ownQuestions > 0 && ownQuestions < questions && `${ownQuestions} of your own`,
        drafts > 0 && countOf(drafts, 'draft'),
        suspended > 0 && `${suspended} suspended`,
      ),
    ],
    [
      'Values',
      phrases(
        numbers(status),
        uncomputedText(status.uncomputed),
        uncited > 0 && `${uncited} no longer cited (\`prep check\` shows which)`,
      ),
    ],
  ];
  const lines = rows.flatMap(([label, text]) =>
    text === undefined ? [] : [hangText(theme.dim(label.padEnd(LABEL_WIDTH)), text, columns)],
  );
  const { sentence, command } = status.next;
  const next = hangText(`${theme.symbols.arrow} `, sentence, columns);
  return `${lines.join('\n')}\n\n${next}\n  ${theme.key(command)}\n`;
}

export function renderDrill(drawn: DrawnDrill, heads: Heads, display: Display): string {
  const { theme } = display;
  const counts = (['answered', 'suspended', 'held'] as const).map((state) => itemsIn(drawn, state).length);
  const [done = 0, suspended = 0, held = 0] = counts;
  const all = drawn.items.length - suspended - held;
  const state = phrases(
    all === 0 ? 'nothing to do' : `${done} of ${all} done`,
    suspended > 0 && `${suspended} suspended`,
    held > 0 && `${held} beyond today's limits`,
  );
  const lines = drawn.items.flatMap(({ question, state: its, why: drawnFor }) => {
    const head = heads.get(question);
    if (!head) return [];
    const mark = its === 'answered' ? theme.good(theme.symbols.tick) : theme.dim(theme.symbols.dot);
    const why = its === 'suspended' ? its : its === 'held' ? "beyond today's limits" : drawnFor;
    const text = `${shownId(head)} ${titleText(head.title)} ${theme.dim(`(${why})`)}`;
    return [listItem(mark, text, display)];
  });
  const title = paragraph(`${theme.strong(drawn.name)} ${theme.dim(drawn.day)} ${state}`, display);
  return `${lines.length > 0 ? `${title}\n${inset(lines.join('\n'), display)}` : title}\n`;
}

/** As in the config file: `due; new 2; count 5`. */
const selectionText = ({ select, count, minutes, mode }: Drill): string =>
  Object.entries({ ...select, count, minutes, mode })
    .flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return value === true ? name : `${name} ${[value].flat().join(', ')}`;
    })
    .join('; ');

/** Longer names push the selection to the right. */
const WIDEST_NAME = 20;

export function renderDrills(
  drills: readonly (Drill & { readonly name: string })[],
  display: Display,
): string {
  const names = drills.map(({ name }) => oneLine(name));
  const widest = display.plain ? 0 : Math.min(WIDEST_NAME, Math.max(0, ...names.map(textWidth)));
  const lines = drills.map((drill, i) =>
    listItem(`${display.theme.strong(padTo(names[i] ?? '', widest))} `, clean(selectionText(drill)), display),
  );
  return `${inset(lines.join('\n'), display)}\n`;
}
