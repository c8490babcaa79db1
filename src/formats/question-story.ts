// Sets a story under the headings that a question file has for it, where its own labels would not be found again.
// Knows texts of a story; knows nothing of files.
import { STAR_PARTS } from '../core/question.ts';
import { partName } from '../core/star-shares.ts';

type Told = {
  readonly answer: string;
  readonly star?: Readonly<Record<string, string>>;
};

/** A line that only names a part, whatever marks are around it. */
const LABEL =
  /^[\s>*_+#<>/a-z-]{0,20}(?:star\b|situation|task|actions?|results?|learnings?|lessons?|reflection)[^\n]{0,40}$/i;

/** What an answer holds besides the parts of its story and their labels. */
function aroundParts(answer: string, parts: readonly string[]): string {
  let rest = answer;
  for (const part of parts) {
    const at = part === '' ? -1 : rest.indexOf(part);
    if (at !== -1) rest = `${rest.slice(0, at)}\n${rest.slice(at + part.length)}`;
  }
  const lines = rest.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line) && !LABEL.test(line));
  return lines.join('\n').trim();
}

/** The answer with its story under headings, what else it holds in front; undefined where it tells no story. */
export function headedAnswer({ answer, star }: Told): string | undefined {
  const parts = STAR_PARTS.flatMap((part) => {
    const text = star?.[part];
    return text === undefined ? [] : [[part, text] as const];
  });
  if (parts.length === 0) return undefined;
  const intro = aroundParts(
    answer,
    parts.map(([, text]) => text),
  );
  const told = parts.map(([part, text]) => `## ${partName(part)}\n${text}`.trimEnd());
  return [...(intro === '' ? [] : [intro]), ...told].join('\n\n');
}
