// Frequent acts of the people in scripted tests, and their traces in the journal.
import type { Points } from '../../src/core/base/attempt.ts';
import type { Entry } from '../../src/core/schedule/journal.ts';
import type { Act } from './scripted-prompts.ts';

/** An answer to `latency` that covers two of its points and cites one number. */
export const TYPED = 'Quadratic time in the length. I measured 128 and 512 tokens: 45 ms.';

export const answer = (text = ''): Act => ({ answer: text });
export const line = (text: string | undefined): Act => ({ line: text });
export const key = (name: Extract<Act, { key: unknown }>['key']): Act => ({ key: name });
export const points = (...settled: Points): Act => ({ points: settled });
export const rate = (rating: Extract<Act, { rate: unknown }>['rate']): Act => ({ rate: rating });
export const SKIP = key('skip');
export const QUIT = key('quit');
export const GO: Act = { go: true };
export const AS_SHOWN: Act = { points: 'as shown' };
/** Settles each point as prep found it. */
export const AS_FOUND: Act = { points: 'as found' };
export const SUGGESTED = rate('suggested');

/** `latency good`, one an attempt; other entries by their kind. */
export const ratingsOf = (entries: readonly Entry[]): readonly string[] =>
  entries.map((entry) => (entry.type === 'attempt' ? `${entry.question} ${entry.rating}` : entry.type));
