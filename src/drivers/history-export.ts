// Writes the attempts at a question into a new Markdown file.
import type { Context } from '../context.ts';
import { minuteText } from '../core/day.ts';
import { namedPoints, type PastAttempt } from '../core/history.ts';
import { countOf } from '../core/wording.ts';
import { historyMarkdown, type HistorySection } from '../formats/history-markdown.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { attemptFacts } from '../screens/history-facts.ts';
import { EDITED, type HistoryShown } from '../screens/history.ts';
import { theme } from '../screens/theme.ts';
import { clean } from '../screens/width.ts';

function sectionOf({ question, items, calendar }: HistoryShown, past: PastAttempt): HistorySection {
  const { attempt, number } = past;
  const none = attempt.points.length === 0 ? '' : EDITED;
  return {
    heading: `Attempt ${number}, ${minuteText(attempt.at, calendar)}`,
    facts: attemptFacts(past, question, theme({ color: false, fancy: true })),
    points: namedPoints(question, items, attempt) ?? none,
    text: clean(attempt.text ?? ''),
  };
}

/** Writes all attempts to a file that must not be there yet; none where there is no attempt, and says so. Fails as `Files.createText` does. */
export function exportHistory(
  context: Context,
  shown: HistoryShown,
  attempts: readonly PastAttempt[],
  file: string,
  json: boolean,
): void {
  const question = shown.question.id;
  if (attempts.length === 0) {
    if (json) context.out.data(jsonDocument('history', { question, file: null, attempts: 0 }));
    else context.out.talk('There is no attempt at this question yet, so there is no file to write.\n');
    return;
  }
  const text = historyMarkdown(
    clean(shown.question.title),
    attempts.map((past) => sectionOf(shown, past)),
  );
  context.files.createText(file, text);
  const written = { question, file, attempts: attempts.length };
  context.out.data(
    json
      ? jsonDocument('history', written)
      : `${countOf(attempts.length, 'attempt')} written to ${clean(file)}.\n`,
  );
}
