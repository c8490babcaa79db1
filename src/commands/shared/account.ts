// What was read from the files that a person named, and what was not.
import type { Context } from '../../context.ts';
import type { Bank, PartlyRead } from '../../core/base/bank.ts';
import { toldText, sizeOf } from '../../core/import/account.ts';
import type { ReadBankFile } from '../../core/import/plan.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import type { ToldFile } from '../../screens/check/problems.ts';

/** Each attempt with another format reads the file again. */
const FILES_TRIED = 5;

/** Files not read completely, the greatest losses first, with formats that would read more. */
export async function told(
  partly: readonly PartlyRead[],
  open: (file: string) => Promise<Pick<ReadBankFile, 'open'> | undefined>,
): Promise<readonly ToldFile[]> {
  const files = partly.toSorted((a, b) => sizeOf(b.account) - sizeOf(a.account));
  const all: ToldFile[] = [];
  for (const [at, one] of files.entries()) {
    const read = (at < FILES_TRIED && one.account) || files.length === 1 ? await open(one.file) : undefined;
    const alternatives = (await read?.open?.())?.alternatives() ?? [];
    all.push({ ...one, alternatives });
  }
  return all;
}

/** The user's own bank is never named. */
export const namedUnread = (bank: Bank, { banks }: Context): readonly PartlyRead[] =>
  (bank.partly ?? []).filter((one) => one.bank !== banks.own && one.bank !== banks.shipped);

/** Reads each file of the loaded banks again. */
export const toldOfBank = (context: Context, bank: Bank): Promise<readonly ToldFile[]> =>
  told(namedUnread(bank, context), async (path) => {
    let file: ReadBankFile | undefined;
    await context.banks.read(path, {}, (one) => (file = one));
    return file;
  });

export const unreadJson = (one: ToldFile | undefined): JsonFields => ({
  told: one ? toldText(one) : null,
  unread: (one?.account?.unread ?? []).map(({ line, kind, level, title, reason }) => {
    return { line, kind, level: kind === 'heading' ? level : null, title, reason };
  }),
  beside: (one?.account?.beside ?? []).map(({ where, kind, level, lines }) => {
    return { where, kind, level: kind === 'heading' ? level : null, lines };
  }),
  alternatives: (one?.alternatives ?? []).map(({ shape, questions }) => ({ shape, questions })),
});
