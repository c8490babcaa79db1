// Separate from past.ts, so that commands other than `prep mock` load the reader only when there may be an
// unfinished mock.
import type { Context } from '../../context.ts';
import type { Mock } from '../../core/mock/mock.ts';
import type { JsonFields } from '../../formats/json/document.ts';

export type WaitingMock = { readonly mock: Mock; readonly stands: string };

/** Unusable mocks are skipped without a message. */
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

export const waitingJson = (waiting: WaitingMock | undefined): JsonFields | null =>
  waiting
    ? { id: waiting.mock.id, asked: waiting.mock.turns.length, questions: waiting.mock.questions.length }
    : null;
