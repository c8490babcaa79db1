// Placeholders in the text of an answer: where they are, and the keys that values are stored under.
// Knows notation; knows nothing of which metrics are declared and of the values they have.
import type { Placeholder } from '../core/placeholder.ts';
import type { Problem } from '../core/problem.ts';
import type { Source } from '../core/span.ts';
import type { Range } from './inert-ends.ts';
import { anatomyOf, type Anatomy } from './inert-text.ts';
import { unitAround, wordsAround } from './placeholder-around.ts';
import {
  blank,
  bracketReader,
  fillIn,
  INSTRUCTION,
  LONGEST_PLACEHOLDER,
  mustache,
  NEXT_BLOCK,
  type Finding,
} from './placeholder-rules.ts';
import { slug } from './slug.ts';

/** Where a text belongs, for keys of its unnamed placeholders. */
export type PlaceholderOwner = {
  readonly question: string;
  readonly inFollowUp: boolean;
  /** Counts how often each key was given out in this question. Share one map between its answer and its follow-ups. */
  readonly taken?: Map<string, number>;
};

const FILL_IN_IN_FENCE = /\[FILL[ _-]?IN:[^[\]\n]{1,300}\]/g;
const FILL_IN_UNCLOSED = /^\[\s?fill[ _-]{0,2}in\b/i;
const HAS_CANDIDATE = /\[|\{\{|___/;

/** Labels that link definitions anywhere in the file give a meaning to, in lower case. */
const labelsOfSource = new WeakMap<Source, ReadonlySet<string>>();
function labelsIn(source: Source): ReadonlySet<string> {
  const known = labelsOfSource.get(source);
  if (known) return known;
  const labels = new Set<string>();
  for (const line of source.text.matchAll(/^ {0,3}\[([^\]\n]{1,200})\]:/gm))
    labels.add((line[1] ?? '').toLowerCase());
  labelsOfSource.set(source, labels);
  return labels;
}

/** Leaves out what begins inside one of `inert`, and what begins inside an earlier finding. Both are in order. */
function outside(findings: readonly Finding[], inert: readonly Range[]): readonly Finding[] {
  let next = 0;
  let inertEnd = 0;
  let taken = 0;
  return findings.filter(({ start, end }) => {
    for (let range = inert[next]; range && range.start <= start; range = inert[next]) {
      inertEnd = Math.max(inertEnd, range.end);
      next += 1;
    }
    if (start < inertEnd || start < taken) return false;
    taken = end;
    return true;
  });
}

const isFinding = (finding: Finding | undefined): finding is Finding => finding !== undefined;

function findingsIn(source: Source, text: string, parts: Anatomy): readonly Finding[] {
  const judge = bracketReader(text, (words) => labelsIn(source).has(words));
  const found = [
    ...parts.brackets.map(judge),
    ...parts.mustaches.map((range) => mustache(text, range)),
    ...parts.blanks.map((range) => blank(text, range)),
  ].filter(isFinding);
  const prose = outside(
    found.toSorted((a, b) => a.start - b.start || b.end - a.end),
    parts.inert,
  );
  const fenced = parts.plainFences.flatMap((fence) =>
    [...text.slice(fence.start, fence.end).matchAll(FILL_IN_IN_FENCE)].map((match) =>
      fillIn(text, { start: fence.start + match.index, end: fence.start + match.index + match[0].length }),
    ),
  );
  return [...prose, ...fenced.filter(isFinding)].toSorted((a, b) => a.start - b.start);
}

/** The key of a placeholder; the second of a kind in a question that would have the same gets `-2`. */
function keyOf(text: string, finding: Finding, owner: PlaceholderOwner, taken: Map<string, number>): string {
  if (finding.name !== undefined) return finding.name;
  const { kind, hint } = finding;
  const letters = kind === 'letter' ? text.slice(finding.start + 1, finding.end - 1) : '';
  const key = `${owner.question}/${kind}/${slug(hint ?? wordsAround(text, finding, letters))}`;
  // A template variable means the same wherever it stands.
  if (kind === 'mustache') return key;
  let count = (taken.get(key) ?? 0) + 1;
  // Words around another one may happen to end in the same number.
  while (count > 1 && taken.has(`${key}-${count}`)) count += 1;
  taken.set(key, count);
  if (count === 1) return key;
  taken.set(`${key}-${count}`, 1);
  return `${key}-${count}`;
}

function placeholderOf(
  source: Source,
  text: string,
  start: number,
  finding: Finding,
  owner: PlaceholderOwner,
  taken: Map<string, number>,
): Placeholder {
  const { kind, name, hint, example } = finding;
  const unit = kind === 'prompt' ? undefined : unitAround(text, finding);
  const placeholder: { -readonly [Field in keyof Placeholder]: Placeholder[Field] } = {
    key: keyOf(text, finding, owner, taken),
    kind,
    written: source.textAt(start + finding.start, start + finding.end),
    inFollowUp: owner.inFollowUp,
  };
  if (name !== undefined) placeholder.name = name;
  if (hint !== undefined) placeholder.hint = hint;
  if (example !== undefined) placeholder.example = example;
  if (unit !== undefined) placeholder.unitAround = unit;
  return placeholder;
}

/** `[FILL IN: …` that no `]` closes before its paragraph, or its list item, ends. */
function unclosedIn(source: Source, text: string, start: number, parts: Anatomy): readonly Problem[] {
  const endless = parts.brackets.filter(
    ({ start: from, end }) => end - from > LONGEST_PLACEHOLDER || NEXT_BLOCK.test(text.slice(from, end)),
  );
  if (endless.length === 0 && parts.unclosed.length === 0) return [];
  return [...parts.unclosed, ...endless.map((range) => range.start)]
    .filter((at) => FILL_IN_UNCLOSED.test(text.slice(at, at + 12)))
    .toSorted((a, b) => a - b)
    .map((at) => ({
      severity: 'warning',
      code: 'placeholder-unclosed',
      at: source.spanAt(start + at, start + at + '[FILL IN'.length),
      message: 'This placeholder is never closed.',
      hint: 'Write `]` behind it.',
    }));
}

/** Placeholders of a text, and those that were begun and never closed. */
export type PlaceholderReading = {
  readonly placeholders: readonly Placeholder[];
  readonly problems: readonly Problem[];
};

const NONE: PlaceholderReading = { placeholders: [], problems: [] };

/**
 * Reads the placeholders of `source.text[start, end)`, in order, never overlapping.
 * A lone snake_case word in `[FILL IN: …]` is a metric's name and the key; all others get keys of their own,
 * `<question>/<kind>/<hint or words around>`, which an edit elsewhere in the text leaves alone.
 */
export function readPlaceholders(
  source: Source,
  start: number,
  end: number,
  owner: PlaceholderOwner,
): PlaceholderReading {
  const text = source.text.slice(start, end);
  if (!HAS_CANDIDATE.test(text)) return NONE;
  const taken = owner.taken ?? new Map<string, number>();
  const parts = anatomyOf(text);
  return {
    placeholders: findingsIn(source, text, parts).map((finding) =>
      placeholderOf(source, text, start, finding, owner, taken),
    ),
    problems: unclosedIn(source, text, start, parts),
  };
}

/** The placeholders alone. */
export function findPlaceholders(
  source: Source,
  start: number,
  end: number,
  owner: PlaceholderOwner,
): readonly Placeholder[] {
  return readPlaceholders(source, start, end, owner).placeholders;
}

const BRACKETED_LINE = /^[-*+>\s]*[*_]{0,3}\[([^[\]]*)\][*_]{0,3}[.…\s]*$/;
const UNFINISHED_LINE =
  /^[*_]{0,3}(?:tbd|to-?do|to be (?:done|written|completed|added|answered|continued)|coming soon|[.…]+)[*_]{0,3}[.:]?[*_]{0,3}$/i;
/** Marks around words that stand for an answer: `*Your answer here*`, `(your answer)`. */
const AROUND_START = /^(?:<!--|[-*+>_(<\s])+/;
const AROUND_END = /(?:-->|[*_)>.…:\s])+$/;
const YOUR_ANSWER =
  /^(?:(?:please )?(?:write|put|add|insert|type|enter|place|give) )?your (?:own )?answer(?: (?:goes )?(?:here|below))?$/i;

const standsForAnswer = (line: string): boolean =>
  line.length <= LONGEST_PLACEHOLDER &&
  YOUR_ANSWER.test(line.replace(AROUND_START, '').replace(AROUND_END, ''));

/** True for an answer that is still to be written: nothing, or only lines such as `[Similar format …]`, `*Your answer here*`, `TODO`. */
export function isDraftText(text: string): boolean {
  if (text.length > 2000) return text.trim() === '';
  return text.split('\n').every((written) => {
    const line = written.trim();
    const inside = BRACKETED_LINE.exec(line)?.[1]?.trim();
    if (line === '' || UNFINISHED_LINE.test(line) || standsForAnswer(line)) return true;
    return inside !== undefined && INSTRUCTION.test(inside);
  });
}
