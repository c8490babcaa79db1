// `prep restore`: back to an earlier config file. The journal is append-only and needs no going back.
import type { Input } from '../../cli.ts';
import type { Backup, Context } from '../../context.ts';
import { dayStartInstant } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { shellWord } from '../../core/base/wording.ts';
import { losesNothing, restoreLoss } from '../../core/settings/backup.ts';
import { DEFAULT_SETTINGS } from '../../core/settings/config.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { salvagedConfig } from '../../formats/stored/config-file.ts';
import { type Loss, renderLoss } from '../../screens/settings/doctor.ts';
import { saysYes } from '../shared/practice.ts';
import { displayOf, withPrompts } from '../shared/screen.ts';

function chooseBackup(backups: readonly Backup[], day: string | undefined): Backup {
  const chosen = backups.find((backup) => backup.sound && (day === undefined || backup.day === day));
  if (chosen) return chosen;
  const days = backups.filter(({ sound }) => sound).map((backup) => backup.day);
  const hint =
    days.length > 0
      ? `choose one of: ${days.join(', ')}`
      : 'prep makes a backup daily, before the first change';
  throw new Failure(
    'backup-missing',
    `There is no readable backup ${day === undefined ? 'yet' : `of ${day}`}.`,
    {
      hint,
    },
  );
}

/** What the present config file has and the copy lacks, as far as both can be read. */
function lossOf({ backups, config: { file } }: Context, chosen: Backup): Loss {
  const { present, copy } = backups.configTexts(chosen);
  const after = salvagedConfig(file, copy);
  // Where there is no file, there is nothing to lose.
  const before = present === undefined ? after : salvagedConfig(file, present);
  if (!before || !after) return { lacks: undefined, isDamaged: true };
  return { lacks: restoreLoss(before.config, after.config), isDamaged: before.isDamaged };
}

function attemptsSince({ clock, journal }: Context, day: string): number {
  const from = dayStartInstant(day, clock.calendar(DEFAULT_SETTINGS));
  return journal.read().entries.filter(({ type, at }) => type === 'attempt' && at >= from).length;
}

function list(context: Context, backups: readonly Backup[], { json }: Input<'restore'>): number {
  const rows = backups.map(({ day, folder, sound }) => ({ day, folder, sound }));
  if (json) context.out.data(jsonDocument('restore', { backups: rows }));
  else
    for (const row of rows)
      context.out.data(`${row.day}  ${row.sound ? 'sound' : 'no readable config'}  ${row.folder}\n`);
  return 0;
}

/** Asks at a terminal where something would be lost; the exit code when the answer is no. */
async function declined(context: Context, { lacks }: Loss): Promise<number | undefined> {
  if (!context.interactive || !lacks || losesNothing(lacks)) return undefined;
  return withPrompts(context, !context.screen.fancy, async (prompts) => {
    if (await saysYes(prompts, 'Restore the copy? y/N')) return undefined;
    prompts.show('Nothing was changed.');
    return prompts.interrupted() ? 130 : 0;
  });
}

/** Says what is back, and how to get at what is not. */
function restoredText(chosen: Backup, aside: string | undefined, { lacks, isDamaged }: Loss): string {
  const back = `Restored the config file of ${chosen.day}.\n`;
  if (aside === undefined) return back;
  const values =
    !isDamaged && lacks && lacks.values.length > 0
      ? `: prep fill --import ${shellWord(aside)} restores its values`
      : '';
  return `${back}The previous one is kept as ${aside}${values}\n`;
}

/**
 * Lists the backups, or says what the config file of one lacks and puts it back. At a terminal it asks first where something
 * would be lost.
 */
export async function restore(
  context: Context,
  args: readonly string[],
  options: Input<'restore'>,
): Promise<number> {
  const { json = false, dryRun = false } = options;
  const backups = context.backups.list();
  if (options.list) return list(context, backups, options);

  const chosen = chooseBackup(backups, args[0]);
  const loss = lossOf(context, chosen);
  const lacks = loss.lacks ? { ...loss.lacks } : null;
  if (!json) {
    const display = displayOf(context, true);
    context.out.data(`${renderLoss(chosen.day, loss, attemptsSince(context, chosen.day), display)}\n`);
  }
  if (dryRun) {
    if (json) context.out.data(jsonDocument('restore', { restored: null, keptAside: null, lacks }));
    return 0;
  }
  const exit = json ? undefined : await declined(context, loss);
  if (exit !== undefined) return exit;

  const aside = await context.backups.restoreConfig(chosen);
  if (json)
    context.out.data(jsonDocument('restore', { restored: chosen.day, keptAside: aside ?? null, lacks }));
  else context.out.data(restoredText(chosen, aside, loss));
  return 0;
}
