// `prep undo`: takes back the latest thing that was done, by adding a line that says so.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { isoWithOffset, minuteText } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { liveEntries, type LiveEntry } from '../../core/schedule/journal.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { readConfigAloud } from '../shared/load.ts';

function described(entry: LiveEntry): string {
  switch (entry.type) {
    case 'attempt':
      return `the rating "${entry.rating}" of ${entry.question}`;
    case 'note':
      return `a note on ${entry.question}`;
    case 'relink':
      return `the move of history from ${entry.from} to ${entry.to}`;
    case 'suspend':
      return `the suspension of ${entry.question}`;
    case 'unsuspend':
      return `the return of ${entry.question} to the queue`;
  }
}

/** Takes back the latest entry that is still in force. */
export async function undo(
  context: Context,
  _args: readonly string[],
  options: Input<'undo'>,
): Promise<number> {
  const { settings } = readConfigAloud(context);
  const { entries } = context.journal.read();

  const target = liveEntries(entries).at(-1);
  if (!target) throw new Failure('nothing-to-undo', 'There is nothing to undo.');
  // After a clock that went backwards the undo still has to come behind what it takes back.
  const latest = entries.at(-1)?.at ?? target.at;
  const now = context.clock.now();
  const at = now > latest ? now : latest;

  context.journal.append([{ type: 'undo', id: context.random.id(at), at, target: target.id }]);

  const calendar = context.clock.calendar(settings);
  const undone = { undone: target.id, type: target.type, at: isoWithOffset(target.at, calendar) };
  context.out.data(
    options.json
      ? jsonDocument('undo', undone)
      : `Taken back: ${described(target)}, of ${minuteText(target.at, calendar)}.\n`,
  );
  return 0;
}
