// `prep restore`: back to an earlier config file. The journal is append-only and needs no going back.
import type { Backup, Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { jsonDocument } from '../formats/json-output.ts';

type Options = { readonly json?: boolean; readonly list?: boolean };

function chooseBackup(backups: readonly Backup[], day: string | undefined): Backup {
  const chosen = backups.find((backup) => backup.sound && (day === undefined || backup.day === day));
  if (chosen) return chosen;
  const days = backups.filter((backup) => backup.sound).map((backup) => backup.day);
  const message = day === undefined ? 'There is no sound backup yet.' : `There is no sound backup of ${day}.`;
  throw new Failure('backup-missing', message, {
    hint:
      days.length > 0 ? `there are: ${days.join(', ')}` : 'backups are made daily, ahead of the first change',
  });
}

/** Lists the backups, or puts the config file of one back. */
export async function restore(context: Context, args: readonly string[], options: Options): Promise<number> {
  const backups = context.backups.list();

  const chosen = options.list ? undefined : chooseBackup(backups, args[0]);

  if (!chosen) {
    const rows = backups.map(({ day, folder, sound }) => ({ day, folder, sound }));
    if (options.json) context.out.data(jsonDocument('restore', { backups: rows }));
    else
      for (const row of rows)
        context.out.data(`${row.day}  ${row.sound ? 'sound' : 'no sound config'}  ${row.folder}\n`);
    return 0;
  }

  const aside = context.backups.restoreConfig(chosen);
  if (options.json)
    context.out.data(jsonDocument('restore', { restored: chosen.day, keptAside: aside ?? null }));
  else {
    context.out.data(`The config file of ${chosen.day} is back.\n`);
    if (aside) context.out.data(`The one before is kept as ${aside}\n`);
  }
  return 0;
}
