// Metrics against the answers that cite them: names nobody declares, declarations nobody cites, and derivations.
// Knows declarations and citations; knows nothing of values.
import type { Bank } from './bank.ts';
import { valueProblems, type PlaceOfFill } from './check-values.ts';
import { deriveProblems } from './derive.ts';
import type { Values } from './fill-value.ts';
import { ownFaultProblems, ownGapProblems, type OwnFault, type OwnGap, type PlaceOfOwn } from './own-gaps.ts';
import type { Problem } from './problem.ts';
import type { Question } from './question.ts';
import { likeness, nearest } from './nearest.ts';
import { unclearName } from './unit-table.ts';

/** Names in an expression; a faulty one still says what it meant to use. */
const WORD = /[a-z][a-z0-9_]*/g;

/** Names as like as this differ by a letter or two. */
const SLIP = 0.85;

const digitsOf = (name: string): string => name.replaceAll(/\D+/g, ' ');

/**
 * Names that a question cites and no bank declares; each once a question. In a bank that declares none any name is one, and
 * only a slip of a declared one is told: letters differ, not a number, as the 95 and the 99 of `p95_ms` and `p99_ms` do.
 */
function undeclared(question: Question, bank: Bank<Question>): readonly Problem[] {
  const seen = new Set<string>();
  return question.placeholders.flatMap(({ kind, name, written }): readonly Problem[] => {
    // What is wrong with a condition is told of the whole of it.
    if (kind === 'condition' || name === undefined || bank.metrics.has(name) || seen.has(name)) return [];
    seen.add(name);
    const [close] = nearest(name, [...bank.metrics.keys()], 1);
    const isSlip = close !== undefined && likeness(close, name) >= SLIP && digitsOf(close) === digitsOf(name);
    if (!bank.declaring?.has(question.bank) && !isSlip) return [];
    return [
      {
        severity: 'warning',
        code: 'metric-undeclared',
        at: written.at,
        message: `No bank declares the metric \`${name}\`.`,
        hint: `Declare it in metrics.md${close === undefined ? '' : `, or write \`${close}\``}.`,
      },
    ];
  });
}

function unused(bank: Bank<Question>, own: readonly OwnGap[]): readonly Problem[] {
  if (bank.questions.size === 0) return [];
  const used = new Set<string>(own.map(({ placeholder }) => placeholder.key));
  for (const question of bank.questions.values()) for (const key of question.placeholderKeys) used.add(key);
  for (const { derive = '' } of bank.metrics.values())
    for (const [name] of derive.matchAll(WORD)) used.add(name);
  return [...bank.metrics.values()]
    .filter(({ name }) => !used.has(name))
    .map(({ name, at }) => ({
      severity: 'warning',
      code: 'metric-unused',
      at,
      message: `No answer cites the metric \`${name}\`, and none is derived from it.`,
      hint: `Cite it as \`[FILL IN: ${name}]\`, or remove it.`,
    }));
}

/** Units that may mean two things, as `Mb` does: such a unit is a label, and nothing is converted into it. */
function unclearUnits(bank: Bank<Question>): readonly Problem[] {
  return [...bank.metrics.values()].flatMap(({ name, unit = '', at }): readonly Problem[] => {
    const [above = ''] = unit.trim().split('/');
    const [meanings, write] = unclearName(unit.trim()) ?? unclearName(above) ?? [];
    // A lone `m` is metres.
    if (meanings === undefined || above === 'm') return [];
    const message = `${name}: the unit \`${unit.trim()}\` may mean ${meanings}; no other unit is converted into it.`;
    return [{ severity: 'warning', code: 'metric-invalid', at, message, hint: `Write ${write}.` }];
  });
}

/** The gaps and faults of the user's own answers, and where those are kept. */
export type OwnGaps = {
  readonly gaps: readonly OwnGap[];
  readonly faults?: readonly OwnFault[];
  readonly placeOf?: PlaceOfOwn;
};

/**
 * What is wrong between the metrics of a bank, its answers, the user's own answers and values.
 * @param placeOf where a value is stored, for telling what is wrong with it
 */
export function metricProblems(
  bank: Bank<Question>,
  values: Values = new Map(),
  placeOf?: PlaceOfFill,
  { gaps, faults = [], placeOf: placeOfOwn }: OwnGaps = { gaps: [] },
): readonly Problem[] {
  const cited = [...bank.questions.values()].flatMap((question) => undeclared(question, bank));
  return [
    ...cited,
    ...ownGapProblems(bank, gaps, values, placeOfOwn),
    ...ownFaultProblems(bank, faults, placeOfOwn),
    ...unused(bank, gaps),
    ...unclearUnits(bank),
    ...deriveProblems(bank.metrics, values),
    ...valueProblems(bank.metrics, values, placeOf),
  ];
}
