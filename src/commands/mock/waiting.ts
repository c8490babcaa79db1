// The mock that can be resumed, for commands that are not about mocks: what reads one is loaded only where
// there may be one.
import type { Context } from '../../context.ts';
import type { Mock } from '../../core/mock/mock.ts';
import type { JsonFields } from '../../formats/json/document.ts';

/** `stands`: how far it came, in words. */
export type WaitingMock = { readonly mock: Mock; readonly stands: string };

/** The latest mock that can be resumed; undefined when there is none. Nothing is said of mocks that cannot be used. */
export async function waitingMock(context: Context): Promise<WaitingMock | undefined> {
  if (context.waitingMocks().length === 0) return undefined;
  const [{ latestUnfinished }, { standsText }] = await Promise.all([
    import('./past.ts'),
    import('../../core/mock/report.ts'),
  ]);
  const mock = latestUnfinished(context, await context.mocks());
  return mock && { mock, stands: standsText(mock) };
}

export const waitingText = ({ stands }: WaitingMock): string =>
  `A mock is unfinished: ${stands}. \`prep mock --resume\` goes on with it.`;

/** The same for scripts (docs/json.md). */
export const waitingJson = (waiting: WaitingMock | undefined): JsonFields | null =>
  waiting
    ? { id: waiting.mock.id, asked: waiting.mock.turns.length, questions: waiting.mock.questions.length }
    : null;
