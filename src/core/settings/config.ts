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

export type Config = {
  readonly version: number;
  readonly settings: Settings;
  readonly banks: readonly string[];
  readonly fills: Fills;
  readonly answers: Readonly<Record<QuestionId, StoredAnswer>>;
  readonly drills: Readonly<Record<string, Drill>>;
  /** Without it the published weights are used. */
  readonly memory?: TrainedMemory;
};
