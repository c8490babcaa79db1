import type { Mode } from '../base/attempt.ts';
import type { Fills } from '../base/metric.ts';
import type { Difficulty, QuestionId } from '../base/question.ts';
import type { NumberStyle } from '../values/quantity.ts';

export const CONFIG_VERSION = 1;

export type Settings = {
  readonly retention: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly dayStart: string;
  readonly interviewDate?: string;
  readonly mode: Mode;
  readonly screen: 'full' | 'inline';
  readonly thousands: NumberStyle['thousands'];
  /** Words separated by spaces; otherwise $VISUAL, $EDITOR. */
  readonly editor?: string;
  /** `{file}` is replaced in those below. */
  readonly recorder?: string;
  readonly player?: string;
  readonly transcriber?: string;
  readonly vacation?: string;
};

export const DEFAULT_SETTINGS: Settings = {
  retention: 0.9,
  newPerDay: 5,
  reviewsPerDay: 50,
  dayStart: '04:00',
  mode: 'type',
  screen: 'full',
  thousands: 'auto',
};

export type OwnAnswer = { readonly text: string; readonly updatedAt: string };

export type StoredAnswer = { readonly own?: OwnAnswer };

export type DrillSelect = {
  readonly due?: boolean;
  readonly new?: number;
  readonly weak?: boolean;
  readonly sections?: readonly string[];
  readonly tags?: readonly string[];
  readonly difficulty?: readonly Difficulty[];
  readonly ids?: readonly QuestionId[];
};

export type Drill = {
  readonly select: DrillSelect;
  readonly count?: number;
  readonly mode?: Mode;
  readonly minutes?: number;
};

export const DEFAULT_DRILLS: Readonly<Record<string, Drill>> = {
  daily: { select: { due: true, new: 2 }, count: 5 },
};

export type ChosenBank = { readonly bank: string; readonly isOff?: boolean };

/**
 * Until the user chose: the own bank and the sample bank. The own bank is never off, because it has answers
 * that replace others; the sample bank is off where the user named others.
 */
export function banksOf({ banks }: Pick<Config, 'banks'>): readonly ChosenBank[] {
  if (banks.length === 0) return [{ bank: 'own' }, { bank: 'shipped' }];
  const has = (name: string): boolean => banks.some(({ bank }) => bank === name);
  return [
    ...banks.map((each) => (each.bank === 'own' ? { bank: 'own' } : each)),
    ...(has('own') ? [] : [{ bank: 'own' }]),
    ...(has('shipped') ? [] : [{ bank: 'shipped', isOff: true }]),
  ];
}

export type Config = {
  readonly version: number;
  readonly settings: Settings;
  /** In order; empty until the user chose. */
  readonly banks: readonly ChosenBank[];
  readonly fills: Fills;
  readonly answers: Readonly<Record<QuestionId, StoredAnswer>>;
  readonly drills: Readonly<Record<string, Drill>>;
};
