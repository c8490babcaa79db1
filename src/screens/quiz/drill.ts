import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import type { DrawnDrill } from '../../core/quiz/drill.ts';
import type { Drill } from '../../core/settings/config.ts';
import { innerColumns, inset, type Look, paragraph } from '../ui/frame.ts';
import { clean, hangText, oneLine, padTo, textWidth } from '../ui/width.ts';
import { labelOf } from './card.ts';

export function renderDrill(
  drawn: DrawnDrill,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  look: Look,
): string {
  const { theme } = look;
  const done = drawn.items.filter(({ answered }) => answered).length;
  const state = drawn.items.length === 0 ? 'nothing to do' : `${done} of ${drawn.items.length} done`;
  const lines = drawn.items.flatMap(({ question, why, answered }) => {
    const head = heads.get(question);
    if (!head) return [];
    const mark = answered ? theme.good(theme.symbols.tick) : theme.dim(theme.symbols.dot);
    const text = `${labelOf(head)} ${clean(head.title)} ${theme.dim(`(${why})`)}`;
    return [hangText(`${mark} `, text, innerColumns(look))];
  });
  const title = paragraph(`${theme.strong(drawn.name)} ${theme.dim(drawn.day)} ${state}`, look);
  return `${lines.length > 0 ? `${title}\n${inset(lines.join('\n'), look)}` : title}\n`;
}

function selectionText({ select, count, minutes, mode }: Drill): string {
  const { due, weak, sections, tags, difficulty, ids } = select;
  return [
    due && 'due',
    weak && 'weak',
    select.new !== undefined && `${select.new} new`,
    sections && `sections ${sections.join(', ')}`,
    tags && `tags ${tags.join(', ')}`,
    difficulty?.join(', '),
    ids?.join(', '),
    count !== undefined && `at most ${countOf(count, 'question')}`,
    minutes !== undefined && countOf(minutes, 'minute'),
    mode && `mode ${mode}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** Longer names push the selection to the right. */
const WIDEST_NAME = 20;

export function renderDrills(drills: readonly (Drill & { readonly name: string })[], look: Look): string {
  const names = drills.map(({ name }) => oneLine(name));
  const widest = look.plain ? 0 : Math.min(WIDEST_NAME, Math.max(0, ...names.map(textWidth)));
  const lines = drills.map((drill, i) =>
    hangText(
      `${look.theme.strong(padTo(names[i] ?? '', widest))}  `,
      clean(selectionText(drill)),
      innerColumns(look),
    ),
  );
  return `${inset(lines.join('\n'), look)}\n`;
}
