// The registry of shapes: which reader reads a file of a bank. Chosen by content; the name counts for `metrics.md` alone.
import type { FileContent } from '../../core/bank.ts';
import type { Source } from '../../core/span.ts';
import { readMetricsFile } from '../metrics-file.ts';
import { readQuestionFile } from '../question-file.ts';
import { foreignContent } from './found.ts';
import { hasComments, readGuide } from './guide.ts';
import { OWN_READERS, READERS } from './registry.ts';

const METRICS = /(?:^|[\\/])metrics\.md$/i;
/** Front matter that names an id: one question of prep's own shape, whatever its headings look like. */
const HAS_ID = /^\ufeff?---[^\n]{0,10}\n(?:[^\n]{0,1000}\n){0,40}?id[ \t]?:/;

/**
 * Reads one file of a bank: metrics, a question of prep's own shape, a file of another shape, or a guide. Never throws on content.
 * @param bank path of the bank as it is to be shown
 * @returns nothing in it for a file that holds no questions
 */
export function readBankFile(source: Source, bank: string): FileContent {
  if (METRICS.test(source.file)) return readMetricsFile(source, bank);
  const exported = OWN_READERS.find((each) => each.recognises(source));
  if (exported) return foreignContent(exported.read(source), bank);
  const hasId = HAS_ID.test(source.text.slice(0, 5000));
  const ownGuide = !hasId && hasComments(source);
  const reader = hasId || ownGuide ? undefined : READERS.find((each) => each.recognises(source));
  if (reader) return foreignContent(reader.read(source), bank);
  const guide = hasId ? undefined : readGuide(source, bank);
  if (guide && (guide.sure >= 2 || ownGuide)) return guide.content;
  const native = readQuestionFile(source, bank);
  return native.questions.length > 0 || native.problems.length > 0 ? native : (guide?.content ?? native);
}
