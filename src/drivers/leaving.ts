// The keys that take the session to another question: undo, skip, suspend, quit.
import type { LeavingKey } from '../core/session-keys.ts';
import type { AttemptEntry } from '../core/journal.ts';
import { unfinishedText, type Unfinished } from '../formats/unfinished-answer.ts';
import { restoreLatest } from './own-answer.ts';
import { happen, NOT_HERE, type Table, type Turn } from './table.ts';
import { say, trying } from './turn-keys.ts';

const WHAT = {
  rated: 'The rating',
  suspended: 'The suspension',
  skipped: 'The skip',
  gone: 'The skip',
} as const;

const NOTHING_TO_UNDO = 'Nothing was done in this session that could be taken back.';
const NO_UNDO_HERE = 'In a mock nothing is taken back; prep undo takes back the latest rating afterwards.';

/** An answer as it was before it was rated. */
const unfinishedIn = ({ text, transcribed, recording, elapsedMs, partsMs }: AttemptEntry): Unfinished => ({
  ...(text !== undefined && { text }),
  ...(transcribed && { heard: true }),
  ...(recording !== undefined && { recording, durationMs: elapsedMs }),
  ...(partsMs && { partsMs }),
});

/** Takes back what was done last. False when there is nothing. */
export async function undo(table: Table): Promise<boolean> {
  const { context, session } = table;
  const last = session.done.at(-1);
  const at = context.clock.now();
  const refused = happen(table, { type: 'undo', at, id: context.random.id(at) });
  if (refused !== undefined || !last) {
    say({ table }, refused === NOT_HERE ? NO_UNDO_HERE : NOTHING_TO_UNDO);
    return false;
  }
  say({ table }, `${WHAT[last.what]} of ${last.question} is taken back.`);
  const rated = last.entry ? table.ratings.get(last.entry.id) : undefined;
  const entry = last.entry?.type === 'attempt' ? last.entry : undefined;
  const text = entry?.text;
  if (rated && entry && (text !== undefined || entry.recording !== undefined))
    await trying({ table }, async () => {
      // Typed and not rated, as it is now again: leaving before the next rating loses nothing.
      context.drafts.write(last.question, unfinishedText(unfinishedIn(entry)));
      if (text !== undefined) table.config = await restoreLatest(context, last.question, rated.latest);
    });
  return true;
}

/** Does what `key` asks for. False when the question in hand stays. */
export async function leave({ table, head }: Turn, key: LeavingKey): Promise<boolean> {
  if (key === 'undo') return undo(table);
  const at = table.context.clock.now();
  if (key === 'skip') happen(table, { type: 'skip' });
  if (key === 'suspend') {
    happen(table, { type: 'suspend', at, id: table.context.random.id(at) });
    say({ table }, `Suspended: prep unsuspend ${head.id} brings it back.`);
  }
  if (key === 'quit') happen(table, { type: 'quit' });
  return true;
}
