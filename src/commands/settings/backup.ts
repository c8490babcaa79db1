// `prep backup` packs a person's data into one archive. `prep restore` restores it, or an earlier config file
// alone: the journal is append-only and needs no restoring.
import type { Input } from '../../cli.ts';
import type { Backup, Context, Unpacked } from '../../context.ts';
import { dayStartInstant, parseDay } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf, shellWord } from '../../core/base/wording.ts';
import { losesNothing, restoreLoss } from '../../core/settings/backup.ts';
import { type Config, DEFAULT_SETTINGS } from '../../core/settings/config.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { parseConfig, readConfig, salvagedConfig } from '../../formats/stored/config-file.ts';
import { type Loss, renderLoss } from '../../screens/settings/doctor.ts';
import { saysYes } from '../shared/practice.ts';
import { displayOf, withPrompts } from '../shared/screen.ts';

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const pathsOf = ({ banks }: Config): readonly string[] =>
  banks.map(({ bank }) => bank).filter((bank) => bank !== 'own' && bank !== 'shipped');

export async function backup(
  context: Context,
  args: readonly string[],
  { json = false }: Input<'backup'>,
): Promise<number> {
  const packed = await context.backups.pack(args[0], context.version);
  const outside = pathsOf(context.config.read().config).filter((path) => context.files.exists(path));
  if (json) {
    context.out.data(jsonDocument('backup', { ...packed, outside }));
    return 0;
  }
  const { file, files, bytes } = packed;
  context.out.data(`${file}: ${countOf(files, 'file')}, ${sizeText(bytes)}\n`);
  context.out.talk(
    `\`prep restore ${shellWord(file)}\` restores it, here or on another machine. It is not encrypted.\n`,
  );
  if (outside.length > 0)
    context.out.talk(`Not included, because they are outside prep's folder: ${outside.join(', ')}\n`);
  return 0;
}

function chooseBackup(backups: readonly Backup[], day: string | undefined): Backup {
  const chosen = backups.find((each) => each.sound && (day === undefined || each.day === day));
  if (chosen) return chosen;
  const days = backups.filter(({ sound }) => sound).map((each) => each.day);
  const hint =
    days.length > 0
      ? `choose one of: ${days.join(', ')}`
      : 'prep makes one every day, before the first change';
  throw new Failure('backup-missing', `No readable backup${day === undefined ? ' yet' : ` from ${day}`}.`, {
    hint,
  });
}

/** What the present config file has and the copy lacks, as far as both can be read. */
function lossOf(file: string, { present, copy }: ReturnType<Context['backups']['configTexts']>): Loss {
  const after = salvagedConfig(file, copy);
  // Without a file, nothing can be lost.
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
  else if (rows.length === 0)
    context.out.talk('No backups yet. prep makes one every day, before the first change.\n');
  else
    for (const row of rows)
      context.out.data(`${row.day}  ${row.sound ? 'ok' : 'config unreadable'}  ${row.folder}\n`);
  return 0;
}

/** Asks at a terminal if something would be lost; the exit code if the answer is no. */
async function declined(context: Context, { lacks }: Loss): Promise<number | undefined> {
  if (!context.interactive || !lacks || losesNothing(lacks)) return undefined;
  return withPrompts(context, !context.screen.fancy, async (prompts) => {
    if (await saysYes(prompts, 'Restore the copy? y/N')) return undefined;
    prompts.show('Nothing was changed.');
    return prompts.interrupted() ? 130 : 0;
  });
}

function restoredText(chosen: Backup, aside: string | undefined, { lacks, isDamaged }: Loss): string {
  const back = `Restored the config file from ${chosen.day}.\n`;
  if (aside === undefined) return back;
  const values =
    !isDamaged && lacks && lacks.values.length > 0
      ? `; \`prep fill --import ${shellWord(aside)}\` restores its values.`
      : '.';
  return `${back}The previous one is kept as ${aside}${values}\n`;
}

const ROOMS = {
  journal: 'journal',
  mocks: 'mock interviews',
  questions: 'questions',
  recordings: 'recordings',
  drafts: 'drafts',
} as const;

function changesText({ changes, same }: Unpacked): string {
  const lines = Object.entries(ROOMS).flatMap(([room, name]) => {
    const here = changes.filter(({ path }) => path.startsWith(`${room}/`));
    if (here.length === 0) return [];
    const kept = here.filter(({ keepsOld }) => keepsOld).length;
    return `  ${name}: ${countOf(here.length, 'file')}${kept === 0 ? '' : `; ${kept} ${kept === 1 ? 'replaces' : 'replace'} yours, kept as NAME.mine`}\n`;
  });
  const rest = same === 0 ? '' : `  already here: ${countOf(same, 'file')}\n`;
  return `${lines.join('')}${rest}`;
}

/** What this config file has and that of a backup lacks; nothing if either is missing. */
function configLoss({ backups, config }: Context, copy: string | undefined): Loss {
  const present = backups.presentConfig();
  return lossOf(config.file, { copy: copy ?? present ?? '{}', present });
}

/** Restores what is missing here or differs in an archive or a folder. Nothing here is lost. */
async function restoreFrom(context: Context, path: string, options: Input<'restore'>): Promise<number> {
  const { json = false, dryRun = false } = options;
  const { backups, out } = context;
  const unpacked = await backups.unpack(path);
  const { config, changes, made } = unpacked;
  const name = `${path}: config.json`;
  // Fails if it is damaged or from a newer prep.
  const copy = readConfig(name, config ?? '{}', parseConfig(name, config ?? '{}')).config;
  const loss = configLoss(context, config);
  const lacks = loss.lacks ? { ...loss.lacks } : null;
  if (!json) {
    out.data(`${path}${made === '' ? '' : `, from ${made}`}:\n${changesText(unpacked)}`);
    if (!loss.lacks || !losesNothing(loss.lacks))
      out.data(`${renderLoss(made === '' ? path : made, loss, undefined, displayOf(context, true))}\n`);
  }
  const exit = json || dryRun ? undefined : await declined(context, loss);
  if (exit !== undefined) return exit;
  const aside = dryRun ? undefined : await backups.restoreAll(unpacked);
  if (json) {
    const files = changes.map((change) => change.path);
    const restored = dryRun ? null : path;
    out.data(jsonDocument('restore', { restored, keptAside: aside ?? null, lacks, files }));
  } else if (!dryRun) {
    out.data('Restored everything.\n');
    if (aside !== undefined)
      out.data(
        `The previous config file is kept as ${aside}; \`prep merge ${shellWord(aside)}\` merges it in.\n`,
      );
  }
  const gone = pathsOf(copy).filter((each) => !context.files.exists(each));
  if (gone.length > 0) out.talk(`These banks are not on this machine: ${gone.join(', ')}\n`);
  return 0;
}

export async function restore(
  context: Context,
  args: readonly string[],
  options: Input<'restore'>,
): Promise<number> {
  const { json = false, dryRun = false } = options;
  const backups = context.backups.list();
  if (options.list) return list(context, backups, options);
  const [given] = args;
  if (given !== undefined && parseDay(given) === undefined) return restoreFrom(context, given, options);

  const chosen = chooseBackup(backups, given);
  const loss = lossOf(context.config.file, context.backups.configTexts(chosen));
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
