import type { Mode, Rating } from '../base/attempt.ts';
import type { Fills } from '../base/metric.ts';
import type { Difficulty, QuestionId } from '../base/question.ts';

export const CONFIG_VERSION = 1;

export type Settings = {
  readonly retention: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly dayStart: string;
  readonly interviewDate?: string;
  readonly buttons: 2 | 4;
  readonly mode: Mode;
  /** Whether a session at a terminal takes the whole window, or is asked below what is there. */
  readonly screen: 'full' | 'inline';
  /** Whether new questions come bank after bank, or from all of them in turn. */
  readonly newOrder: 'banks' | 'mixed';
  readonly thousands: 'none' | 'comma' | 'space' | 'point';
  /** IANA zone; defaults to the machine's. */
  readonly timeZone?: string;
  /** Editor command, words separated by spaces; else $VISUAL, $EDITOR. */
  readonly editor?: string;
  /** Command templates for sound, words separated by spaces; `{file}` and `{text}` are replaced. */
  readonly recorder?: string;
  readonly player?: string;
  readonly transcriber?: string;
  readonly voice?: string;
  /** Disk space for recordings, in megabytes; the oldest are removed first. */
  readonly recordingsMegabytes: number;
  readonly vacation?: string;
};

export const DEFAULT_SETTINGS: Settings = {
  retention: 0.9,
  newPerDay: 5,
  reviewsPerDay: 50,
  dayStart: '04:00',
  buttons: 4,
  mode: 'type',
  screen: 'full',
  newOrder: 'banks',
  thousands: 'none',
  recordingsMegabytes: 500,
};

export type OwnAnswer = { readonly text: string; readonly updatedAt: string };

/** The latest answer to a question, and the user's own version of the model answer. */
export type StoredAnswer = {
  readonly latest?: { readonly text: string; readonly at: string; readonly rating?: Rating };
  readonly own?: OwnAnswer;
};

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

export type TrainedMemory = {
  readonly weights: readonly number[];
  readonly trainedAt: string;
  readonly reviews: number;
};

/** A bank that was chosen: `own` for the user's own one, `shipped` for the one that ships, else its path. */
export type ChosenBank = { readonly bank: string; readonly isOff?: boolean };

/**
 * All banks in their order. Until the user chose, these are the own one and the one that ships. The own one is
 * never off, as answers that replace others are in it; the one that ships is off where the user named others.
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
  /** In their order; none until the user chose. */
  readonly banks: readonly ChosenBank[];
  readonly fills: Fills;
  readonly answers: Readonly<Record<QuestionId, StoredAnswer>>;
  readonly drills: Readonly<Record<string, Drill>>;
  /** Without it the published weights are used. */
  readonly memory?: TrainedMemory;
};
