// `prep backup` packs a person's data into one archive. `prep restore` restores it, or an earlier config file
// alone: the journal is append-only and needs no restoring.
import type { Input } from '../../cli.ts';
import type { Backup, Context, Unpacked } from '../../context.ts';
import { dayStartInstant, parseDay } from '../../core/base/day.ts';
import { withoutKeys } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf, firstText, shellWord } from '../../core/base/wording.ts';
import { valueNameIn } from '../../core/fill/gaps.ts';
import { contentsOf, mergeConfigs, type MergeRow, restoreLoss } from '../../core/settings/backup.ts';
import { type Config, DEFAULT_SETTINGS } from '../../core/settings/config.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { conflictSides, parseConfig, readConfig, salvagedConfig } from '../../formats/stored/config-file.ts';
import { type Comparison, countedRows, renderComparison } from '../../screens/settings/backup.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { loadFullStudy } from '../shared/load.ts';
import { declined } from '../shared/practice.ts';
import { recordChanges } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** A shell expands `~` only outside quotes. */
function pathWord({ stored }: Context['results'], path: string): string {
  const short = stored(path);
  const rest = short.replace(/^~/, '');
  return shellWord(rest) === rest ? short : shellWord(path);
}

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
    context.out.talk(
      `Not included, because they are outside prep's folder: ${outside.map(context.results.shown).join(', ')}\n`,
    );
  return 0;
}

/** A daily copy restores the config file alone. */
function daily({ files }: Context, { day, folder }: Backup): Unpacked {
  return { made: day, config: files.readText(`${folder}/config.json`), changes: [], same: 0 };
}

const configIn = (file: string, text: string): Config =>
  readConfig(file, text, parseConfig(file, text)).config;

/**
 * What restoring the config file of a copy changes: the copy counts, and what it lacks stays. Fails if it is damaged
 * or from a newer prep.
 */
function comparedWith({ backups, config }: Context, copy: string | undefined, name: string) {
  const present = backups.presentConfig();
  const theirs = configIn(`${name}: config.json`, copy ?? '{}');
  const here = salvagedConfig(config.file, present ?? '{"version":1}');
  const comparison: Comparison = {
    rows: here && copy !== undefined ? mergeConfigs(here.config, theirs, 'theirs').rows : [],
    lacks: here && restoreLoss(here.config, copy === undefined ? here.config : theirs),
    isDamaged: here?.isDamaged ?? true,
  };
  return { ...comparison, theirs, here: here?.config, isMissing: present === undefined };
}

/** Without the questions, if they cannot be read: what is damaged is restored, too. */
async function namesIn(context: Context): Promise<(key: string) => string> {
  const found = await loadFullStudy(context, {}).catch(() => undefined);
  const nameOf = found ? valueNameIn(found.bank, found.values) : withoutKeys;
  return (key) => oneLine(nameOf(key));
}

/** That of a day; otherwise the newest that has something to restore. */
function dailyCopy(context: Context, day: string | undefined): Unpacked {
  const sound = context.backups.list().filter((each) => each.sound);
  const chosen = day === undefined ? sound : sound.filter((each) => each.day === day);
  const useful = chosen.find((each) => {
    const { rows, isDamaged, isMissing } = comparedWith(context, daily(context, each).config, each.day);
    return rows.length > 0 || isDamaged || isMissing;
  });
  const copy = useful ?? chosen[0];
  if (copy) return daily(context, copy);
  const hint =
    sound.length > 0
      ? `choose one of: ${sound.map((each) => each.day).join(', ')}`
      : 'prep makes one every day, before the first change';
  throw new Failure('backup-missing', `No readable backup${day === undefined ? ' yet' : ` from ${day}`}.`, {
    hint,
  });
}

function attemptsSince({ clock, journal }: Context, day: string): number {
  const from = dayStartInstant(day, clock.calendar(DEFAULT_SETTINGS));
  return journal.read().entries.filter(({ type, at }) => type === 'attempt' && at >= from).length;
}

/** `11 values, 1 own answer, changed 2026-11-23 18:04; 2 differ` */
function copyText({ values, answers, latest, differing }: NonNullable<ReturnType<typeof copyFacts>>): string {
  const changed = latest === undefined ? '' : `, changed ${latest.slice(0, 16).replace('T', ' ')}`;
  const own = answers === 0 ? '' : `, ${countOf(answers, 'own answer')}`;
  const counts = `${countOf(values, 'value')}${own}${changed}`;
  return `${counts}; ${differing === 0 ? 'nothing to restore' : `${differing} to restore`}`;
}

function copyFacts(context: Context, copy: Backup) {
  if (!copy.sound) return undefined;
  const { theirs, rows } = comparedWith(context, daily(context, copy).config, copy.day);
  return { ...contentsOf(theirs), differing: rows.length };
}

function list(context: Context, { json }: Input<'restore'>): number {
  const { backups, out, results } = context;
  const rows = backups.list().map(({ day, folder, sound }) => ({
    day,
    folder,
    sound,
    facts: copyFacts(context, { day, folder, sound }),
  }));
  if (json) {
    const all = rows.map(({ facts, ...row }) => ({
      ...row,
      values: facts?.values ?? null,
      answers: facts?.answers ?? null,
      latest: facts?.latest ?? null,
      differing: facts?.differing ?? null,
    }));
    out.data(jsonDocument('restore', { backups: all }));
  } else if (rows.length === 0)
    out.talk('No backups yet. prep makes one every day, before the first change.\n');
  else
    for (const { day, folder, facts } of rows)
      out.data(
        `${day}  ${facts ? copyText(facts) : 'config unreadable'}\n            ${results.stored(folder)}\n`,
      );
  return 0;
}

type Compared = ReturnType<typeof comparedWith>;

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

/** With the previous config file beside it. What the copy lacks stays. */
async function putBack(context: Context, unpacked: Unpacked, found: Compared): Promise<string | undefined> {
  const { backups, config } = context;
  const { here, theirs, rows, isDamaged, isMissing } = found;
  if (isMissing || !here) return backups.restoreAll(unpacked);
  let aside: string | undefined;
  if (isDamaged) aside = await backups.restoreAll(unpacked);
  else {
    await backups.restoreAll({ ...unpacked, config: undefined });
    if (rows.length === 0) return undefined;
    aside = await backups.replaceConfig(backups.presentConfig() ?? '');
  }
  await config.update((latest) => {
    const before = isDamaged ? here : latest;
    const { config: after } = mergeConfigs(before, theirs, 'theirs');
    recordChanges(context, before, after);
    return after;
  });
  return aside;
}

function sayRestored(
  { out, results }: Context,
  name: string,
  { changes }: Unpacked,
  { rows, here, isMissing, isDamaged }: Compared,
  aside: string | undefined,
): void {
  const all = [countedRows(rows), changes.length === 0 ? '' : countOf(changes.length, 'file')];
  const what = all.filter((one) => one !== '').join(', ');
  const isWhole = isMissing || !here;
  if (what === '' && !isWhole) return out.data(`Nothing to restore from ${name}.\n`);
  out.data(`Restored from ${name}: ${what === '' ? 'the config file' : what}.\n`);
  if (aside === undefined) return;
  out.data(`The config file before is kept as ${results.stored(aside)}.\n`);
  if (!isDamaged) out.data(`\`prep merge ${pathWord(results, aside)}\` takes later values from it.\n`);
  const isUndone = rows.some(({ section }) => section === 'fills' || section === 'answers');
  if (isUndone) out.data('`prep undo` reverts the values and own answers.\n');
}

/** Restores a daily copy of the config file, or what an archive or a folder has. Nothing here is lost. */
export async function restore(
  context: Context,
  [given]: readonly string[],
  options: Input<'restore'>,
): Promise<number> {
  if (options.list) return list(context, options);
  const { json = false, dryRun = false } = options;
  const { backups, out, results } = context;
  const isDaily = given === undefined || parseDay(given) !== undefined;
  const unpacked = isDaily ? dailyCopy(context, given) : await backups.unpack(given);
  const { config, changes, made } = unpacked;
  const name = isDaily ? `the copy from ${made}` : results.shown(given);
  const found = comparedWith(context, config, given ?? made);
  if (!json) {
    if (!isDaily) out.data(`${name}${made === '' ? '' : `, from ${made}`}:\n${changesText(unpacked)}`);
    const since = isDaily ? attemptsSince(context, made) : undefined;
    const nameOf = await namesIn(context);
    if (config !== undefined)
      out.data(renderComparison(name, found, since, nameOf, displayOf(context, true)));
  }
  const isChanging = found.rows.length > 0 || changes.some(({ keepsOld }) => keepsOld);
  const isAsked = !json && !dryRun && context.interactive && isChanging;
  const exit = isAsked ? await declined(context, 'Restore the copy? y/N') : undefined;
  if (exit !== undefined) return exit;
  const aside = dryRun ? undefined : await putBack(context, unpacked, found);
  if (json) {
    const files = isDaily ? {} : { files: changes.map(({ path }) => path) };
    const restored = dryRun ? null : isDaily ? made : given;
    const rows = found.rows.map(({ section, name: one, ours, theirs }) => ({
      section,
      name: one,
      ...(ours === undefined ? {} : { now: ours }),
      copy: theirs,
    }));
    const lacks = found.lacks ? { ...found.lacks } : null;
    out.data(jsonDocument('restore', { restored, keptAside: aside ?? null, lacks, changes: rows, ...files }));
  } else if (!dryRun) sayRestored(context, name, unpacked, found, aside);
  const gone = pathsOf(found.theirs).filter((each) => !context.files.exists(each));
  if (gone.length > 0)
    out.talk(`These banks are not on this machine: ${gone.map(results.shown).join(', ')}\n`);
  return 0;
}

// `prep merge`: merges the config file of another machine, or a conflicted copy, entry by entry; of a whole home
// also the files that are missing here.

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

const rowText = ({ name: key, ours, theirs, taken }: MergeRow, nameOf: (key: string) => string): string => {
  const name = nameOf(key);
  const [here, there] = [ours, theirs].map((text) => oneLine(text ?? '').slice(0, 60));
  if (ours === undefined) return `  ${name}: ${taken === 'theirs' ? 'new' : 'stays removed'}: ${there}`;
  return `  ${name}: ${taken === 'theirs' ? there : here} (${taken === 'theirs' ? 'was' : 'theirs:'} ${taken === 'theirs' ? here : there})`;
};

/** Where prep keeps its data below a person's folder, by platform. */
const HOMES = ['', '.config/prep', 'Library/Application Support/prep', 'AppData/Roaming/prep'];

/** A config file, or the home that has one; of a person's folder, the home inside. */
function chosenHome({ files }: Context, given: string): { readonly file: string; readonly home?: string } {
  const inside = HOMES.map((home) => (home === '' ? given : `${given}/${home}`));
  const home = inside.find((one) => files.exists(`${one}/config.json`));
  return home === undefined ? { file: given } : { file: `${home}/config.json`, home };
}

const MOST_NAMED = 5;

/** What a home has and this one lacks; what differs stays as it is here. */
async function missingFiles({ backups }: Context, home: string | undefined) {
  if (home === undefined) return undefined;
  const unpacked = await backups.unpack(home);
  const changes = unpacked.changes.filter(({ keepsOld }) => keepsOld !== true);
  const differing = unpacked.changes.filter((change) => !changes.includes(change)).map(({ path }) => path);
  return { unpacked: { ...unpacked, config: undefined, changes }, differing };
}

/** Shows what differs and merges it. What loses is kept in the journal, like every earlier version. */
export async function merge(
  context: Context,
  args: readonly string[],
  { json = false, dryRun = false }: Input<'merge'>,
): Promise<number> {
  const { file, home } = chosenHome(context, args[0] ?? '');
  const shown = context.results.shown(file);
  const text = context.files.readText(file);
  const sides = conflictSides(text);
  const isOwn = context.files.absolute(file) === context.files.absolute(context.config.file);
  if (isOwn && !sides)
    throw new Failure('merge-same', 'This is your own config file, and it has no conflict.', {
      hint: 'name the other copy',
    });
  const theirs = configIn(shown, sides?.[1] ?? text);
  const removedAt = removals(context);
  const present = isOwn && sides ? configIn(shown, sides[0]) : context.config.read().config;
  const { rows } = mergeConfigs(present, theirs, removedAt);
  const missing = isOwn ? undefined : await missingFiles(context, home);
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
    if (missing) await context.backups.restoreAll(missing.unpacked);
  }
  const isCopy = context.config.copies().includes(context.files.absolute(file));
  if (isCopy && !dryRun) aside = context.config.setAside(context.files.absolute(file));
  if (json) {
    const files = missing?.unpacked.changes.map(({ path }) => path) ?? [];
    context.out.data(jsonDocument('merge', { merged: !dryRun, file, rows, files, keptAside: aside ?? null }));
    return 0;
  }
  sayMerged(context, shown, rows, missing, dryRun, await namesIn(context));
  if (!missing && !isOwn && !isCopy)
    context.out.data(
      'This merged entries of the config file; `prep merge FOLDER` merges attempts and questions, too.\n',
    );
  if (aside !== undefined)
    context.out.data(`The file with the conflict is kept as ${context.results.stored(aside)}.\n`);
  return 0;
}

function sayMerged(
  { out }: Context,
  shown: string,
  rows: readonly MergeRow[],
  missing: Awaited<ReturnType<typeof missingFiles>>,
  dryRun: boolean,
  nameOf: (key: string) => string,
): void {
  for (const row of rows) out.data(`${rowText(row, nameOf)}\n`);
  const taken = rows.filter((row) => row.taken === 'theirs');
  const [take, keep, add] = dryRun ? ['Would take', 'keep', 'Would add'] : ['Took', 'kept', 'Added'];
  const rest = taken.length === rows.length ? '' : ` and ${keep} yours for the rest`;
  const differing = `${take} ${taken.length} of ${rows.length} differing entries from ${shown}${rest}.`;
  out.data(`${rows.length === 0 ? `No entry of ${shown} differs from yours.` : differing}\n`);
  if (!dryRun && taken.some(({ section }) => section === 'settings' || section === 'drills'))
    out.data('`prep undo` reverts values and own answers, but not settings.\n');
  if (!missing) return;
  const { unpacked, differing: kept } = missing;
  if (unpacked.changes.length > 0)
    out.data(`${add} what was missing here:\n${changesText({ ...unpacked, same: 0 })}`);
  if (kept.length > 0)
    out.data(
      `${firstText(kept, MOST_NAMED)} ${kept.length === 1 ? 'differs and stays' : 'differ and stay'} as here.\n`,
    );
}
