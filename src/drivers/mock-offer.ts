// What becomes of a mock that was begun when another is wanted: asked at a terminal, told where lines are answers already.
import { standsText } from '../core/mock-words.ts';
import type { Mock } from '../core/mock.ts';
import type { BankOptions } from './load.ts';
import { lookOf } from './look.ts';
import { giveUp, holdAgain, holdNew, recordMissing, type MockWishes, type Room } from './mock-hold.ts';
import { latestUnfinished, mockToResume } from './mock-past.ts';
import { tell } from './saying.ts';

const OFFER =
  'Enter goes on with it, e ends it here with its report, n gives it up and begins a new one, q leaves:';

/** Asks what becomes of it; the exit code, or undefined when a new one is to begin. */
async function ask(room: Room, begun: Mock, options: BankOptions): Promise<number | undefined> {
  const { context, prompts, plain } = room;
  tell({ prompts, look: lookOf(context, plain) }, `A mock is unfinished: ${standsText(begun)}.`);
  for (;;) {
    const line = (await prompts.line(OFFER))?.trim().toLowerCase();
    if (line === undefined || line === 'q') return prompts.interrupted() ? 130 : 0;
    if (line === '' || line === 'e') return holdAgain(room, begun, options, line === 'e');
    if (line !== 'n') continue;
    giveUp(room, begun);
    return undefined;
  }
}

async function offer(room: Room, begun: Mock, options: BankOptions): Promise<number | undefined> {
  if (room.context.interactive) return ask(room, begun, options);
  room.context.out.talk(`A mock is unfinished: prep mock --resume ${begun.id} goes on with it.\n`);
  return undefined;
}

/**
 * Holds a mock: the one to go on with, else a new one. Fails as `mockToResume` and `holdNew` do.
 * @param resume the id of the mock to go on with, true for the latest
 * @returns the exit code
 */
export async function holdAny(
  room: Room,
  wishes: MockWishes,
  resume: string | true | undefined,
): Promise<number> {
  const { context, store } = room;
  recordMissing(room);
  if (resume !== undefined) {
    const begun = mockToResume(context, store, resume === true ? undefined : resume);
    return holdAgain(room, begun, wishes, false);
  }
  const begun = latestUnfinished(context, store);
  return (begun && (await offer(room, begun, wishes))) ?? holdNew(room, wishes);
}
