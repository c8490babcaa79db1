// How many syllables make a word of this person, as the attempts with a transcript tell: read when it is first asked for,
// and once a session, since a journal can be long.
import type { Context } from '../context.ts';
import type { PaceCalibration } from '../core/pace.ts';

export type OwnPace = () => Promise<PaceCalibration>;

async function read({ journal }: Pick<Context, 'journal'>): Promise<PaceCalibration> {
  const { calibrationFrom } = await import('../core/pace.ts');
  return calibrationFrom(journal.read().entries);
}

/** Begins to remember it; what is transcribed later counts from the next session on. */
export function ownPace(context: Pick<Context, 'journal'>): OwnPace {
  let known: Promise<PaceCalibration> | undefined;
  return () => (known ??= read(context));
}
