// What a mock that is being held stands on, and the one gate through which things happen to it: on disk first.
import type { Context, MockStore, Prompts } from '../context.ts';
import type { Mode } from '../core/attempt.ts';
import { instantOf, type Instant } from '../core/day.ts';
import { stepMock } from '../core/mock-step.ts';
import type { Mock, MockEvent } from '../core/mock.ts';
import type { Look } from '../screens/frame.ts';
import type { Stage } from './answering.ts';
import type { Study } from './load.ts';
import type { OwnPace } from './own-pace.ts';

export type MockTable = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly look: Look;
  readonly store: MockStore;
  readonly pace: OwnPace;
  /** How answers are given here: a mock that is to be spoken is thought where nothing records. */
  readonly mode: Mode;
  /** True when questions are read aloud; no longer once nothing speaks. */
  voice: boolean;
  study: Study;
  mock: Mock;
};

/** What asking needs of it. */
export const stageOf = ({ context, prompts, look, pace, study }: MockTable): Stage => ({
  context,
  prompts,
  look,
  pace,
  config: study.config,
});

type Without<Event, Key extends string> = Event extends unknown ? Omit<Event, Key> : never;
/** What happens; when it does is added. */
export type Happening = Without<MockEvent, 'at'>;

/** Lets something happen, at a moment that is given or now: it is on disk when this returns, before anything else is shown. */
export function note(table: MockTable, happening: Happening, at: Instant = table.context.clock.now()): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an event is what happens and when
  const event = { ...happening, at } as MockEvent;
  const { mock, refused } = stepMock(table.mock, event);
  if (refused !== undefined) throw new Error(`a mock does not take ${event.type}: ${refused}`);
  table.store.append(mock.id, event);
  table.mock = mock;
}

/** Time of the interview that is left now, ms; negative when it is over. */
export const timeLeftMs = ({ mock, context }: MockTable): number =>
  mock.budgetMs - mock.usedMs - Math.max(0, context.clock.now() - mock.latestAt);

/** When the question or follow-up in hand was begun, moved on by the time that the mock stood still. */
export const inHandSince = ({ mock, context }: MockTable): Instant =>
  instantOf(context.clock.now() - mock.inHandMs);
