// `prep backup` packs a person's data into one archive. `prep restore` restores it, or an earlier config file
// alone: the journal is append-only and needs no restoring.
import type { Input } from '../../cli.ts';
import type { Context, Unpacked } from '../../context.ts';
import { dayStartInstant, parseDay } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf, shellWord } from '../../core/base/wording.ts';
import { losesNothing, mergeConfigs, type MergeRow, restoreLoss } from '../../core/settings/backup.ts';
import { type Config, DEFAULT_SETTINGS } from '../../core/settings/config.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { conflictSides, parseConfig, readConfig, salvagedConfig } from '../../formats/stored/config-file.ts';
import { type Loss, renderLoss } from '../../screens/settings/doctor.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { declined } from '../shared/practice.ts';
import { recordChanges } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';

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

/** A daily copy restores the config file alone. */
function dailyCopy({ backups, files }: Context, day: string | undefined): Unpacked {
  const sound = backups.list().filter((each) => each.sound);
  const chosen = sound.find((each) => day === undefined || each.day === day);
  if (chosen)
    return {
      made: chosen.day,
      config: files.readText(`${chosen.folder}/config.json`),
      changes: [],
      same: 0,
    };
  const hint =
    sound.length > 0
      ? `choose one of: ${sound.map((each) => each.day).join(', ')}`
      : 'prep makes one every day, before the first change';
  throw new Failure('backup-missing', `No readable backup${day === undefined ? ' yet' : ` from ${day}`}.`, {
    hint,
  });
}

/** What this config file has and the copy lacks, as far as both can be read; nothing if one is missing. */
function lossOf({ backups, config }: Context, copy: string | undefined): Loss {
  const present = backups.presentConfig();
  const after = salvagedConfig(config.file, copy ?? present ?? '{}');
  const before = present === undefined ? after : salvagedConfig(config.file, present);
  if (!before || !after) return { lacks: undefined, isDamaged: true };
  return { lacks: restoreLoss(before.config, after.config), isDamaged: before.isDamaged };
}

function attemptsSince({ clock, journal }: Context, day: string): number {
  const from = dayStartInstant(day, clock.calendar(DEFAULT_SETTINGS));
  return journal.read().entries.filter(({ type, at }) => type === 'attempt' && at >= from).length;
}

function list({ backups, out }: Context, { json }: Input<'restore'>): number {
  const rows = backups.list().map(({ day, folder, sound }) => ({ day, folder, sound }));
  if (json) out.data(jsonDocument('restore', { backups: rows }));
  else if (rows.length === 0)
    out.talk('No backups yet. prep makes one every day, before the first change.\n');
  else
    for (const row of rows)
      out.data(`${row.day}  ${row.sound ? 'ok' : 'config unreadable'}  ${row.folder}\n`);
  return 0;
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

/** Restores a daily copy of the config file, or what an archive or a folder has. Nothing here is lost. */
export async function restore(
  context: Context,
  [given]: readonly string[],
  options: Input<'restore'>,
): Promise<number> {
  if (options.list) return list(context, options);
  const { json = false, dryRun = false } = options;
  const { backups, out } = context;
  const isDaily = given === undefined || parseDay(given) !== undefined;
  const unpacked = isDaily ? dailyCopy(context, given) : await backups.unpack(given);
  const { config, changes, made } = unpacked;
  const name = given ?? made;
  const file = `${name}: config.json`;
  // Fails if it is damaged or from a newer prep.
  const copy = readConfig(file, config ?? '{}', parseConfig(file, config ?? '{}')).config;
  const loss = lossOf(context, config);
  const lacks = loss.lacks ? { ...loss.lacks } : null;
  if (!json) {
    if (!isDaily) out.data(`${name}${made === '' ? '' : `, from ${made}`}:\n${changesText(unpacked)}`);
    const since = isDaily ? attemptsSince(context, made) : undefined;
    if (isDaily || !loss.lacks || !losesNothing(loss.lacks))
      out.data(`${renderLoss(made || name, loss, since, displayOf(context, true))}\n`);
  }
  const isAsked = !json && !dryRun && context.interactive && lacks && !losesNothing(lacks);
  const exit = isAsked ? await declined(context, 'Restore the copy? y/N') : undefined;
  if (exit !== undefined) return exit;
  const aside = dryRun ? undefined : await backups.restoreAll(unpacked);
  if (json) {
    const files = isDaily ? {} : { files: changes.map(({ path }) => path) };
    const restored = dryRun ? null : isDaily ? made : name;
    out.data(jsonDocument('restore', { restored, keptAside: aside ?? null, lacks, ...files }));
  } else if (!dryRun) {
    out.data(`Restored ${isDaily ? `the config file from ${made}` : 'everything'}.\n`);
    const merging = loss.isDamaged ? '.' : `; \`prep merge ${shellWord(aside ?? '')}\` merges it in.`;
    if (aside !== undefined) out.data(`The previous config file is kept as ${aside}${merging}\n`);
  }
  const gone = pathsOf(copy).filter((each) => !context.files.exists(each));
  if (gone.length > 0) out.talk(`These banks are not on this machine: ${gone.join(', ')}\n`);
  return 0;
}

// `prep merge`: merges the config file of another machine, or a conflicted copy, entry by entry.

const configIn = (file: string, text: string): Config =>
  readConfig(file, text, parseConfig(file, text)).config;

/** When a value or an own answer was last removed on any machine, from the journal; -1 for never. */
function removals({ journal }: Context): Parameters<typeof mergeConfigs>[2] {
  const latest = new Map<string, number>();
  for (const entry of journal.read().entries) {
    if (entry.type !== 'change') continue;
    for (const { name, after } of entry.values ?? []) latest.set(`fills ${name}`, after ? -1 : entry.at);
    for (const { name, after } of entry.own ?? []) latest.set(`answers ${name}`, after ? -1 : entry.at);
  }
  return (section, name) => latest.get(`${section} ${name}`) ?? -1;
}

/** Their values and own answers that lose become earlier versions in the journal. */
function withVersions(config: Config, theirs: Config, rows: readonly MergeRow[]): Config {
  const ours = rows.filter(({ taken }) => taken === 'ours');
  const left = new Set(ours.map(({ section, name }) => `${section} ${name}`));
  const pick = <T>(section: 'fills' | 'answers', entries: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(entries).filter(([name]) => left.has(`${section} ${name}`));
  return {
    ...config,
    fills: { ...config.fills, ...Object.fromEntries(pick('fills', theirs.fills)) },
    answers: { ...config.answers, ...Object.fromEntries(pick('answers', theirs.answers)) },
  };
}

const rowText = ({ name, ours, theirs, taken }: MergeRow): string => {
  const [here, there] = [ours, theirs].map((text) => oneLine(text ?? '').slice(0, 60));
  if (ours === undefined) return `  ${name}: ${taken === 'theirs' ? 'new' : 'stays removed'}: ${there}`;
  return `  ${name}: ${taken === 'theirs' ? there : here} (${taken === 'theirs' ? 'was' : 'theirs:'} ${taken === 'theirs' ? here : there})`;
};

function chosenFile({ files }: Context, given: string): string {
  return files.exists(`${given}/config.json`) ? `${given}/config.json` : given;
}

/** Shows what differs and merges it. What loses is kept in the journal, like every earlier version. */
export async function merge(
  context: Context,
  args: readonly string[],
  { json = false, dryRun = false }: Input<'merge'>,
): Promise<number> {
  const file = chosenFile(context, args[0] ?? '');
  const text = context.files.readText(file);
  const sides = conflictSides(text);
  const isOwn = context.files.absolute(file) === context.files.absolute(context.config.file);
  if (isOwn && !sides)
    throw new Failure('merge-same', 'This is your own config file, and it has no conflict.', {
      hint: 'name the other copy',
    });
  const theirs = configIn(file, sides?.[1] ?? text);
  const removedAt = removals(context);
  const present = isOwn && sides ? configIn(file, sides[0]) : context.config.read().config;
  const { rows } = mergeConfigs(present, theirs, removedAt);
  let aside: string | undefined;
  if (!dryRun) {
    if (isOwn && sides) aside = await context.backups.replaceConfig(sides[0]);
    await context.config.update((ours) => {
      const { config, rows: found } = mergeConfigs(ours, theirs, removedAt);
      const between = withVersions(config, theirs, found);
      recordChanges(context, ours, between);
      recordChanges(context, between, config);
      return config;
    });
  }
  const isCopy = context.config.copies().includes(context.files.absolute(file));
  if (isCopy && !dryRun) aside = context.config.setAside(context.files.absolute(file));
  const taken = rows.filter((row) => row.taken === 'theirs').length;
  if (json) {
    context.out.data(jsonDocument('merge', { merged: !dryRun, file, rows, keptAside: aside ?? null }));
    return 0;
  }
  for (const row of rows) context.out.data(`${rowText(row)}\n`);
  const [take, keep] = dryRun ? ['Would take', 'keep'] : ['Took', 'kept'];
  const differing = `${take} ${taken} of ${rows.length} differing entries from ${file} and ${keep} yours for the rest.`;
  context.out.data(`${rows.length === 0 ? `No entry of ${file} differs from yours.` : differing}\n`);
  if (aside !== undefined) context.out.data(`The file with the conflict is kept as ${shellWord(aside)}.\n`);
  return 0;
}
