// `prep history`: the attempts at one question, two side by side or all; without one, the latest attempts at all questions.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { compareAttempts, type Compared, type PastAttempt } from '../core/history.ts';
import { shellWord } from '../core/shell-word.ts';
import { chooseQuestion } from '../drivers/choose.ts';
import { attemptNumbered, pastAttempts, storedRecordings, withPartNames } from '../drivers/history.ts';
import { withRecordings } from '../drivers/history-recordings.ts';
import { loadStudy } from '../drivers/load.ts';
import { shownItems } from '../formats/filled-text.ts';
import { attemptJson, comparedJson } from '../formats/history-json.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderComparison } from '../screens/history-compare.ts';
import { renderHistory, type HistoryShown } from '../screens/history.ts';
import { theme } from '../screens/theme.ts';

/** The two attempts that were asked for, else the latest two; undefined where there are fewer. */
function compared(
  { question, items }: HistoryShown,
  attempts: readonly PastAttempt[],
  wanted: Input<'history'>['attempts'],
): Compared | undefined {
  const [before, after] = wanted
    ? wanted.map((number) => attemptNumbered(attempts, number))
    : attempts.slice(-2);
  return before && after ? compareAttempts(question, items, before, after) : undefined;
}

async function ofQuestion(context: Context, name: string, options: Input<'history'>): Promise<number> {
  const study = await loadStudy(context, options);
  const { entries } = context.journal.read();
  const question = await context.banks.question(chooseQuestion(study.bank, name));
  const attempts = pastAttempts(entries, question.id, storedRecordings(context));

  const shown = { question, items: shownItems(question, study.values), calendar: study.calendar };
  if (await withRecordings(context, attempts, options)) return 0;
  if (options.export !== undefined) {
    const { exportHistory } = await import('../drivers/history-export.ts');
    exportHistory(context, shown, attempts, options.export, options.json ?? false);
    return 0;
  }
  const told = question.kind !== 'star' || options.json ? attempts : attempts.map(withPartNames);
  const two = compared(shown, told, options.attempts);

  if (options.json) {
    const rows = attempts.map((past) => attemptJson(past, study.calendar));
    const fields = { question: question.id, attempts: rows, compared: two ? comparedJson(two) : null };
    context.out.data(jsonDocument('history', fields));
    return 0;
  }
  const [columns, style] = [context.screen.columns, theme(context.screen)];
  context.out.data(
    two && !options.all
      ? renderComparison(shown, two, attempts.length, columns, style)
      : renderHistory(shown, told, columns, style),
  );
  return 0;
}

/** Prints attempts that were not undone: when, how it went, time, points, numbers cited, text, recordings. */
export async function history(
  context: Context,
  args: readonly string[],
  options: Input<'history'>,
): Promise<number> {
  const name = args.join(' ');
  if (name !== '') return ofQuestion(context, name, options);
  const asked = (['all', 'attempts', 'play', 'star', 'unstar', 'discard', 'export'] as const).find(
    (option) => options[option] !== undefined,
  );
  if (asked !== undefined) {
    const value = options[asked];
    throw new Failure('question-missing', `--${asked} is about one question.`, {
      hint: `prep history QUESTION --${asked}${value === true ? '' : ` ${shellWord(String(value))}`}`,
    });
  }
  const { recentHistory } = await import('../drivers/history-recent.ts');
  return recentHistory(context, options);
}
