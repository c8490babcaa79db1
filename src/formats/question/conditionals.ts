import type { Problem } from '../../core/base/problem.ts';
import type { Conditional, Placeholder } from '../../core/base/question.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { namesInCondition, syntaxFault } from '../../core/values/expression.ts';
import { endOfStretches, matchAt } from '../markdown/prose.ts';

const HAS_CONDITION = /\[IF\s|\|\s*ELSE:/;

/** `[IF APPLICABLE: …]` and the like are other people's notation, so a condition has to begin like one. */
const IF = /\[IF\s+(?=[a-z_("'\d.+-])/y;
const ELSE = /\|\s*ELSE:/y;
const MARKS = /[[\]|]|\n[ \t\r]*\n/g;
/** In characters, spaces included. */
const LONGEST_CONDITION = 600;
const LOOKS_LIKE_CONDITION = /[<>=≤≥≠]|\bmeasured\(/;

type OpenBracket = { readonly at: number; readonly condition: number | undefined; readonly elses: Range[] };
type If = OpenBracket & { readonly condition: number };
const isIf = (open: OpenBracket): open is If => open.condition !== undefined;

type Ifs = {
  readonly closed: readonly (If & { readonly end: number })[];
  readonly unclosed: readonly If[];
  readonly strays: readonly Range[];
};

export type Conditionals = {
  readonly conditionals: readonly Conditional[];
  readonly problems: readonly Problem[];
  readonly metrics: readonly Pick<Placeholder, 'key' | 'name' | 'written'>[];
};

const CONDITION_HINT = 'Write `[IF name > 4: words. | ELSE: other words.]`.';

function colonIn(text: string, from: number, to: number): number | undefined {
  const found = /^(?:[^:"']|"[^"]*"|'[^']*')*:/.exec(
    text.slice(from, Math.min(to, from + LONGEST_CONDITION)),
  )?.[0].length;
  return found === undefined ? undefined : from + found;
}

function trimmed(text: string, from: number, to: number): Range {
  const words = text.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  return { start: Math.min(start, to), end: Math.max(Math.min(start, to), from + words.trimEnd().length) };
}

/** Brackets inside are balanced; an `[IF` may span paragraphs and nest. */
function ifsIn(text: string, inert: readonly Range[]): Ifs {
  const closed: (If & { readonly end: number })[] = [];
  const strays: Range[] = [];
  const stack: OpenBracket[] = [];
  const inertEnd = endOfStretches(inert);
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    if (at < inertEnd(at) || text.charAt(at - 1) === '\\') continue;
    const open = stack.at(-1);
    if (mark === '[') {
      const written = matchAt(IF, text, at);
      stack.push({ at, condition: written ? at + written[0].length : undefined, elses: [] });
    } else if (mark === ']') {
      stack.pop();
      if (open && isIf(open)) closed.push({ ...open, end: at + 1 });
    } else if (mark === '|') {
      const written = matchAt(ELSE, text, at);
      if (written)
        (open && isIf(open) ? open.elses : strays).push({ start: at, end: at + written[0].length });
    } else {
      stack.length = stack.findLastIndex(isIf) + 1;
    }
  }
  return { closed: closed.toSorted((a, b) => a.at - b.at), unclosed: stack.filter(isIf), strays };
}

const opening = ({ at }: If): Range => ({ start: at, end: at + '[IF'.length });

/**
 * @param base offset of `text` in its source
 * @param inert ranges of `text` that are not prose, in order
 */
export function readConditionals(
  source: Source,
  text: string,
  base: number,
  inert: readonly Range[],
): Conditionals {
  if (!HAS_CONDITION.test(text)) return { conditionals: [], problems: [], metrics: [] };
  const problems: Problem[] = [];
  const report = (code: Problem['code'], at: Range, message: string, hint = CONDITION_HINT): void => {
    const place = source.spanAt(base + at.start, base + at.end);
    problems.push({ severity: 'error', code, at: place, message, hint });
  };
  const textAt = ({ start, end }: Range): Conditional['first'] => source.textAt(base + start, base + end);
  const { closed, unclosed, strays } = ifsIn(text, inert);
  const conditionals = closed.flatMap((one): readonly Conditional[] => {
    const [first, second] = one.elses;
    const last = one.end - 1;
    const colon = colonIn(text, one.condition, first?.start ?? last);
    if (colon === undefined) {
      if (LOOKS_LIKE_CONDITION.test(text.slice(one.condition, last)))
        report('condition-syntax', opening(one), 'No colon ends this condition.');
      return [];
    }
    if (second)
      report('condition-else', second, 'A second ELSE for the same condition.', 'Remove one of the two.');
    const condition = textAt(trimmed(text, one.condition, colon - 1));
    const fault = syntaxFault(condition.text);
    const start = condition.at.start.offset - base + (fault?.from ?? 0);
    const what = `This condition cannot be read: ${fault?.fault}.`;
    if (fault) report('condition-syntax', { start, end: start + 1 }, what);
    return [
      {
        at: source.spanAt(base + one.at, base + one.end),
        condition,
        first: textAt(trimmed(text, colon, first?.start ?? last)),
        otherwise: first && textAt(trimmed(text, first.end, second?.start ?? last)),
      },
    ];
  });
  for (const stray of strays) report('condition-else', stray, 'This ELSE belongs to no `[IF`.');
  for (const one of unclosed)
    if (colonIn(text, one.condition, text.length) !== undefined)
      report(
        'condition-unclosed',
        opening(one),
        'This `[IF` is never closed.',
        'Write `]` behind its words.',
      );
  const metrics = conditionals.flatMap(({ condition }) =>
    namesInCondition(condition.text).map(({ name, from, to }) => {
      const start = condition.at.start.offset;
      return { key: name, name, written: source.textAt(start + from, start + to) };
    }),
  );
  return { conditionals, problems, metrics };
}
