// Sentences with hidden parts as Anki writes them: `{{c1::hidden}}`, `{{c2::hidden::hint}}`, one inside another. Knows braces;
// knows nothing of the text around.

/** A sentence in its three forms. `hidden` in the order in which the parts end, those that hold others after them. */
export type Cloze = {
  readonly withGaps: string;
  readonly filled: string;
  readonly hidden: readonly string[];
};

const OPENING = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::/;
const MARK = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::|[{}]/g;
const DEEPEST = 8;

/** Whether a text has a hidden part. */
export function hasCloze(text: string): boolean {
  const opening = OPENING.exec(text);
  return opening !== null && text.includes('}}', opening.index + opening[0].length);
}

type Part = { gaps: string; filled: string; braces: number };

/** What a part shows when it is hidden, and what it hides. A hint stands behind the first `::`, as Anki has it. */
function partsOf(text: string): readonly [hidden: string, hint: string] {
  const at = text.indexOf('::');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)];
}

const GAP = '[…]';

/**
 * Reads a sentence. Braces of a formula inside a part (`\frac{1}{2}}}`) are its own, whatever Anki makes of them.
 * Parts that do not end are text.
 * @param shown puts marks around what was hidden
 */
export function readCloze(text: string, shown: (hidden: string) => string): Cloze {
  const hidden: string[] = [];
  const open: Part[] = [{ gaps: '', filled: '', braces: 0 }];
  const openings: string[] = [];
  const add = (piece: string): void => {
    const part = open.at(-1);
    if (!part) return;
    part.gaps += piece;
    part.filled += piece;
  };
  const close = (): void => {
    const part = open.pop();
    const outer = open.at(-1);
    openings.pop();
    if (!part || !outer) return;
    const [words, hint] = partsOf(part.filled);
    hidden.push(words);
    outer.gaps += hint === '' ? GAP : `[${hint}]`;
    outer.filled += shown(words);
  };
  let from = 0;
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found; found = MARK.exec(text)) {
    const [mark] = found;
    const at = found.index;
    const part = open.at(-1);
    if (at > from) add(text.slice(from, at));
    from = at + mark.length;
    const inside = openings.length > 0 && part !== undefined;
    if (mark.length > 1 && openings.length < DEEPEST) {
      open.push({ gaps: '', filled: '', braces: 0 });
      openings.push(mark);
    } else if (
      mark === '}' &&
      inside &&
      text.charAt(from) === '}' &&
      !(part.braces > 0 && text.charAt(from + 1) === '}')
    ) {
      close();
      from += 1;
      MARK.lastIndex = from;
    } else {
      if (inside) part.braces = Math.max(0, part.braces + (mark === '}' ? -1 : 1));
      add(mark);
    }
  }
  add(text.slice(from));
  while (openings.length > 0) {
    const opening = openings.pop() ?? '';
    const part = open.pop();
    const outer = open.at(-1);
    if (!part || !outer) break;
    outer.gaps += opening + part.gaps;
    outer.filled += opening + part.filled;
  }
  const [whole] = open;
  return { withGaps: whole?.gaps ?? text, filled: whole?.filled ?? text, hidden };
}
