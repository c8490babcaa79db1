// The corpus of sentences whose figures hold, drift or are none, read into questions and values. Judges nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimProblems } from '../../src/core/claim-problems.ts';
import { valuesOf, type Fill } from '../../src/core/fill.ts';
import type { Metric } from '../../src/core/metric.ts';
import type { Problem } from '../../src/core/problem.ts';
import { readQuantity } from '../../src/core/quantity.ts';
import { openSource } from '../../src/core/span.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { root } from './environment.ts';

/** A text with its values. `drift` lists what no longer holds as written, each with a part of what is to be said of it. */
export type ClaimCase = {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  readonly better?: Readonly<Record<string, 'higher' | 'lower'>>;
  /** What the metrics say of themselves; else their names. */
  readonly prompts?: Readonly<Record<string, string>>;
  readonly drift?: readonly (readonly [written: string, given: string])[];
  /** Why nothing drifts. */
  readonly why?: string;
};

/** The cases of one file of the corpus. */
export const claimCases = (name: string): readonly ClaimCase[] =>
  JSON.parse(
    readFileSync(join(root, 'tests', 'corpus', 'claims', `${name}.json`), 'utf8'),
  ) as readonly ClaimCase[];

const nowhere = openSource('metrics.md', '').spanAt(0, 0);

function metricOf(name: string, value: string, better: 'higher' | 'lower' | undefined): Metric {
  const read = readQuantity(value);
  const unit = 'error' in read ? '' : read.unitText;
  return { name, kind: 'number', prompt: name, unit, at: nowhere, ...(better && { better }) };
}

/** What is reported for a text, with the stretch of it that each problem names. */
export function claimsFound(
  one: ClaimCase,
): readonly { readonly written: string; readonly problem: Problem }[] {
  const text = `---\nid: case\n---\n# How did it go?\n\n${one.text}\n`;
  const [question] = readQuestionFile(openSource('case.md', text), 'bank').questions;
  if (!question) throw new Error(`no question: ${one.text}`);
  const updatedAt = '2026-11-24T10:00:00+01:00';
  const fills = new Map<string, Fill>();
  const metrics = new Map<string, Metric>();
  for (const [name, value] of Object.entries(one.values)) {
    const placeholder = question.placeholders.find(
      ({ name: own, written }) => own === name || written.text === name,
    );
    const metric = {
      ...metricOf(name, value, one.better?.[name]),
      prompt: one.prompts?.[name] ?? name,
    };
    const number = Number.parseFloat(value);
    fills.set(placeholder?.key ?? name, { value, number, unit: metric.unit ?? '', updatedAt });
    if (!name.startsWith('[')) metrics.set(name, metric);
  }
  const values = valuesOf({ metrics }, Object.fromEntries(fills), { thousands: 'none' });
  return claimProblems(question, metrics, values).map((problem) => ({
    written: text.slice(problem.at.start.offset, problem.at.end.offset),
    problem,
  }));
}

export type Score = {
  readonly cases: number;
  readonly expected: number;
  readonly found: number;
  readonly reported: number;
  readonly falseAlarms: readonly string[];
  /** Of those, the ones in texts where nothing drifts. */
  readonly innocentAlarms: number;
  readonly missed: readonly string[];
};

/** How well what is reported agrees with what drifts. A report with the right place and the wrong figure is a false alarm. */
export function scoreOf(cases: readonly ClaimCase[]): Score {
  const falseAlarms: string[] = [];
  const missed: string[] = [];
  let [expected, found, reported, innocentAlarms] = [0, 0, 0, 0];
  for (const one of cases) {
    const got = claimsFound(one);
    const wanted = one.drift ?? [];
    const isWanted = (written: string, message: string): boolean =>
      wanted.some(([claim, given]) => claim === written && message.includes(given));
    reported += got.length;
    expected += wanted.length;
    const wrong = got.filter(({ written, problem }) => !isWanted(written, problem.message));
    falseAlarms.push(...wrong.map(({ written, problem }) => `${written}: ${problem.message} | ${one.text}`));
    if (wanted.length === 0) innocentAlarms += wrong.length;
    for (const [claim, given] of wanted) {
      if (got.some(({ written, problem }) => written === claim && problem.message.includes(given)))
        found += 1;
      else missed.push(`${claim} → ${given} | ${one.text}`);
    }
  }
  return { cases: cases.length, expected, found, reported, falseAlarms, innocentAlarms, missed };
}
