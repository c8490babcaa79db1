// `prep backup` packs a person's data into one archive. `prep restore` restores it, or an earlier config file
// alone: the journal is append-only and needs no restoring.
import type { Run } from '../../cli.ts';
import type { Backup, Context } from '../../context.ts';
import { freeName } from '../../core/base/bank.ts';
import { groupBy } from '../../core/base/collections.ts';
import { parseDay } from '../../core/base/day.ts';
import { withoutKeys } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import { capitalized, countOf, firstText, shellWord } from '../../core/base/wording.ts';
import { valueNameIn } from '../../core/fill/gaps.ts';
import type { FileChange } from '../../core/import/plan.ts';
import { asRecorded, changesBetween, latestHeld } from '../../core/schedule/changes.ts';
import { entryName, mergeConfigs, type MergeRow, type TakesTheirs } from '../../core/settings/backup.ts';
import type { Config } from '../../core/settings/config.ts';
import { changedConfig, parseConfig, readConfig } from '../../formats/stored/config-file.ts';
import { parseJournal } from '../../formats/stored/journal-lines.ts';
import { countedRows, renderComparison } from '../../screens/settings/backup.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { bankPaths, isNamedBank } from '../shared/load.ts';
import { declined } from '../shared/practice.ts';
import { recordChanges } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';

const MOST_NAMED = 5;

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const pathsOf = ({ banks }: Config): readonly string[] =>
  banks.map(({ bank }) => bank).filter((bank) => !isNamedBank(bank));

export const backup: Run<'backup'> = async (context, args, { json = false }) => {
  const packed = await context.backups.pack(args[0], context.version);
  const outside = pathsOf(context.config.read().config).filter((path) => context.files.exists(path));
  if (json) return printJson(context, 'backup', { ...packed, outside });
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
};

const configIn = (file: string, text: string): Config => readConfig(parseConfig(file, text)).config;

/** The text of a copy with the values and own answers of `latest`. */
function textWith(text: string, latest: Config): string {
  const raw = parseConfig('config.json', text);
  return JSON.stringify(changedConfig('config.json', raw, readConfig(raw).config, latest), undefined, '\t');
}

/** Undefined where it is missing or damaged: a copy then takes its place. */
function presentIn({ backups, config: { file } }: Context): Config | undefined {
  const text = backups.presentConfig();
  // Bytes that are no UTF-8 would be written without their letters.
  if (text === undefined || text.includes('\uFFFD')) return undefined;
  try {
    return configIn(file, text);
  } catch (error) {
    if (error instanceof Failure && error.code === 'config-damaged') return undefined;
    throw error;
  }
}

/** Of a copy that is restored, everything is taken. */
const always: TakesTheirs = (_, theirTime) => theirTime !== undefined;

/**
 * A config file beside the present one. Fails if it is damaged or from a newer prep. Banks come in by the path that they
 * have here; `gone` are those that are not here.
 * @param isOurs made here: a bank that is missing may be on a disk that is not connected
 */
function compared(
  { files, results }: Context,
  copy: Config,
  here: Config,
  takesTheirs: TakesTheirs,
  isOurs = false,
) {
  const known = new Map(here.banks.map(({ bank }) => [files.absolute(bank), bank]));
  const gone = isOurs ? [] : pathsOf(copy).filter((path) => !files.exists(path));
  const banks = copy.banks.flatMap((one) => {
    if (gone.includes(one.bank)) return [];
    if (isNamedBank(one.bank)) return [one];
    return [{ ...one, bank: known.get(files.absolute(one.bank)) ?? results.stored(one.bank) }];
  });
  const theirs = { ...copy, banks };
  return { theirs, gone, rows: mergeConfigs(here, theirs, takesTheirs).rows };
}

function sayGone({ out, results }: Context, gone: readonly string[]): void {
  if (gone.length > 0)
    out.talk(`These banks are not on this machine: ${gone.map(results.stored).join(', ')}\n`);
}

/** That of a day; otherwise the newest that has something to restore. */
function dailyFolder(context: Context, day: string | undefined): string {
  const { backups, config, files } = context;
  const sound = backups.list().filter((each) => each.sound);
  const chosen = day === undefined ? sound : sound.filter((each) => each.day === day);
  const here = presentIn(context);
  const differs = ({ folder }: Backup): boolean => {
    const theirs = configIn(config.file, files.readText(`${folder}/config.json`));
    return !here || compared(context, theirs, here, always, true).rows.length > 0;
  };
  const copy = chosen.find(differs) ?? chosen[0];
  if (copy) return copy.folder;
  const hint =
    sound.length > 0
      ? `choose one of: ${sound.map((each) => each.day).join(', ')}`
      : 'prep makes one every day, before the first change; `prep restore FILE` takes an archive of `prep backup`';
  throw new Failure('backup-missing', `No readable backup${day === undefined ? ' yet' : ` from ${day}`}.`, {
    hint,
  });
}

/** Their values and own answers that lost become earlier versions in the journal. */
function recordLosers(context: Context, theirs: Config, config: Config): void {
  const changes = changesBetween(config, mergeConfigs(config, theirs, always).config);
  if (!changes) return;
  const at = context.clock.now();
  const [first = '', target = ''] = [context.random.id(at), context.random.id(at)].toSorted();
  // Undone before it happens, it is neither undone nor redone by a person.
  context.journal.append([
    { type: 'undo', id: first, at, target },
    { type: 'change', id: target, at, ...changes },
  ]);
}

/**
 * The one way in which another copy of a person's data comes in: its files all or none, and its config file entry
 * by entry. Nothing here is lost: what loses is an earlier version in the journal.
 * @param put takes the place of the config file first, and the previous one stays beside it
 * @returns where the previous config file is kept
 */
async function takeIn(
  context: Context,
  changes: readonly FileChange[],
  put: string | undefined,
  merging?: { readonly theirs: Config; readonly takesTheirs: TakesTheirs },
): Promise<string | undefined> {
  const { backups, clock, config: store, files, fileSets, home } = context;
  const present = backups.presentConfig();
  const taken = { has: (ending: string) => files.exists(`${store.file}.${ending}`) };
  const keepsOld = freeName(taken, [`before-restore-${clock.now()}`]);
  const replaces = present === undefined ? {} : { replaces: hashText(present), keepsOld };
  const placed = put === undefined ? [] : [{ path: 'config.json', content: put, ...replaces }];
  await fileSets.write(home, [...changes, ...placed]);
  if (merging) {
    const { theirs, takesTheirs } = merging;
    await store.update((latest) => {
      const { config } = mergeConfigs(latest, theirs, takesTheirs);
      recordLosers(context, theirs, config);
      recordChanges(context, latest, config);
      return config;
    });
  }
  return put === undefined || present === undefined ? undefined : `${store.file}.${keepsOld}`;
}

const textIn = ({ content }: FileChange): string => {
  const written = typeof content === 'string' ? content : content();
  return typeof written === 'string' ? written : new TextDecoder().decode(written);
};

const QUESTIONS = 'questions/';

const isQuestion = ({ path }: FileChange): boolean => path.startsWith(QUESTIONS) && path.endsWith('.md');
const questionName = ({ path }: FileChange): string => path.slice(QUESTIONS.length);

function changesText(changes: readonly FileChange[], same = 0): string {
  const folders = groupBy(changes, ({ path }) => path.replace(/\/.*/, ''));
  const lines = Array.from(folders, ([folder, here]) => {
    const kept = here.filter(({ keepsOld }) => keepsOld).length;
    const replaced = `; ${kept} ${kept === 1 ? 'replaces' : 'replace'} yours, kept as NAME.mine`;
    const names = here.filter(isQuestion).map(questionName);
    const named = names.length > 0 ? ` (${firstText(names, MOST_NAMED)})` : '';
    return `  ${folder}: ${countOf(here.length, 'file')}${named}${kept === 0 ? '' : replaced}\n`;
  });
  const rest = same === 0 ? '' : `  already here: ${countOf(same, 'file')}\n`;
  return `${lines.join('')}${rest}`;
}

/** @param config counts instead of a file that may be damaged */
async function show(
  context: Context,
  heading: string,
  rows: readonly MergeRow[],
  config: Config,
  mostNew?: number,
): Promise<void> {
  if (rows.length === 0) return;
  const { paths } = bankPaths(context, {}, config);
  // If the questions cannot be read, values have their keys.
  const nameOf = await context.banks.full(paths).then(valueNameIn, () => withoutKeys);
  const display = displayOf(context, true);
  context.out.data(renderComparison(heading, rows, (key) => oneLine(nameOf(key)), display, mostNew));
}

/** `Restored from …: 2 values, 3 files.`, and how to undo it. */
function sayTaken(
  { out }: Context,
  doing: 'restore' | 'merge',
  name: string,
  rows: readonly MergeRow[],
  files: readonly FileChange[],
  isWhole = false,
): void {
  const taken = rows.filter((row) => row.taken === 'theirs');
  const all = [countedRows(taken), files.length === 0 ? '' : countOf(files.length, 'file')];
  const what = all.filter((one) => one !== '').join(', ') || (isWhole ? 'the config file' : '');
  if (what === '') return out.data(`Nothing to ${doing} from ${name}.\n`);
  const rest = taken.length === rows.length ? '' : ', and kept yours for the rest';
  out.data(`${capitalized(doing)}d from ${name}: ${what}${rest}.\n`);
  if (!isWhole && taken.some(({ section }) => section === 'fills' || section === 'answers'))
    out.data('`prep undo` reverts the values and own answers.\n');
}

/** Restores a daily copy of the config file, or what an archive or a folder has. */
export const restore: Run<'restore'> = async (context, [given], { json = false, dryRun = false }) => {
  const { backups, out, results } = context;
  const isDaily = given === undefined || parseDay(given) !== undefined;
  const place = isDaily ? dailyFolder(context, given) : given;
  const { config, made, same, changes: all } = await backups.unpack(place);
  // Of a daily copy, the config file alone is restored by its day.
  const changes = isDaily ? [] : all;
  const here = presentIn(context);
  const isEmpty = Object.keys({ ...here?.fills, ...here?.answers }).length === 0;
  const isDamaged = !here && backups.presentConfig() !== undefined;
  const name = isDaily ? `the copy from ${made}` : results.shown(given);
  const copy = configIn(`${name}: config.json`, config ?? '{}');
  const { theirs, gone, ...found } = compared(
    context,
    copy,
    here ?? configIn(context.config.file, '{}'),
    always,
    isDaily,
  );
  const rows = config === undefined ? [] : found.rows;
  const isPut = !here && config !== undefined;
  const latest = isPut ? asRecorded(copy, context.journal.read().entries) : copy;
  const later = mergeConfigs(copy, latest, () => true).rows;
  if (!json) {
    if (!isDaily) out.data(`${name}${made === '' ? '' : `, from ${made}`}:\n${changesText(changes, same)}`);
    if (isDamaged) out.data(`The current config file is damaged, so that of ${name} takes its place.\n`);
    await show(context, `Restoring ${name} changes:`, rows, theirs, isEmpty ? 0 : undefined);
    if (later.length > 0) out.data(`Later than that, and taken from your journal: ${countedRows(later)}.\n`);
    if (isDamaged) out.data('Settings, drills and banks that are later are only in the damaged file.\n');
  }
  const isChanging = rows.length + later.length > 0 || changes.some(({ keepsOld }) => keepsOld);
  const isAsked = !json && !dryRun && context.interactive && isChanging;
  const exit = isAsked ? await declined(context, 'Restore the copy?') : undefined;
  if (exit !== undefined) return exit;
  let aside: string | undefined;
  if (!dryRun) {
    const put = isPut ? textWith(config, latest) : rows.length > 0 ? backups.presentConfig() : undefined;
    const merging = here && put !== undefined ? { theirs, takesTheirs: always } : undefined;
    aside = await takeIn(context, changes, put, merging);
  }
  if (json) {
    const files = isDaily ? {} : { files: changes.map(({ path }) => path) };
    const restored = dryRun ? null : isDaily ? made : given;
    printJson(context, 'restore', { restored, keptAside: aside ?? null, rows, later, ...files });
  } else if (!dryRun || (here && rows.length + changes.length === 0)) {
    sayTaken(context, 'restore', name, rows, changes, isPut);
    if (aside !== undefined) out.data(`The config file before is kept as ${results.stored(aside)}.\n`);
    if (aside !== undefined && !isDamaged)
      out.data(`\`prep merge ${shellWord(aside)}\` takes later values from it.\n`);
  }
  sayGone(context, gone);
  const missing = all.filter((change) => isQuestion(change) && change.replaces === undefined);
  if (isDaily && !json && missing.length > 0)
    out.talk(
      `Questions of the copy from ${made} that are missing here: ${firstText(missing.map(questionName), MOST_NAMED)}. \`prep restore ${shellWord(results.stored(place))}\` restores them.\n`,
    );
  return 0;
};

// `prep merge`: the config file of another machine, or a conflicted copy; of a home also the files missing here.

/**
 * The later version is taken, or what is missing on one side and was not removed later, on any machine.
 * @param files that come in, among them their journal
 */
function laterOnes({ journal }: Context, files: readonly FileChange[]): TakesTheirs {
  const theirs = files.filter(({ path }) => /^journal\/.*\.jsonl$/.test(path));
  const incoming = theirs.flatMap((change) => parseJournal(change.path, textIn(change)).entries);
  const { values, own } = latestHeld([...journal.read().entries, ...incoming]);
  const removed = new Map<string, number>();
  for (const [name, { held, at }] of values) if (!held) removed.set(entryName('fills', name), at);
  for (const [name, { held, at }] of own) if (!held) removed.set(entryName('answers', name), at);
  return (entry, theirTime, ourTime) => {
    const removedAt = removed.get(entry) ?? -1;
    if (theirTime === undefined) return ourTime !== undefined && removedAt > ourTime;
    return theirTime > (ourTime ?? removedAt);
  };
}

/** Shows what differs and merges it. */
export const merge: Run<'merge'> = async (context, [given = ''], { json = false, dryRun = false }) => {
  const { backups, config, files, out, results } = context;
  // A config file, or a home, which has a journal before it has one.
  const isHome = ['config.json', 'journal'].some((name) => files.exists(`${given}/${name}`));
  const isBare = isHome && !files.exists(`${given}/config.json`);
  const file = isHome && !isBare ? `${given}/config.json` : given;
  const name = results.shown(file);
  if (!isHome && results.isFolder(given)) {
    const message = `${name} has no config.json and no journal, so it is no folder of prep.`;
    throw new Failure('merge-folder', message, { hint: 'name a data folder of prep, or a config file' });
  }
  if ([config.file, context.home].some((own) => files.absolute(own) === files.absolute(file)))
    throw new Failure('merge-same', 'This is your own config file.', { hint: 'name the other copy' });
  const unpacked = isHome ? (await backups.unpack(given)).changes : [];
  const takesTheirs = laterOnes(context, unpacked);
  const present = config.read().config;
  const copy = configIn(name, isBare ? '{"version":1}' : files.readText(file));
  const { theirs, gone, rows } = compared(context, copy, present, takesTheirs);
  // What differs has no time, so it stays as it is here.
  const missing = unpacked.filter(({ keepsOld }) => keepsOld !== true);
  const kept = unpacked.filter(({ keepsOld }) => keepsOld).map(({ path }) => path);
  const isCopy = config.copies().includes(files.absolute(file));
  let aside: string | undefined;
  if (!dryRun) {
    await takeIn(context, missing, undefined, { theirs, takesTheirs });
    if (isCopy) aside = config.setAside(files.absolute(file));
  }
  if (json) {
    const paths = missing.map(({ path }) => path);
    const merged = { merged: !dryRun, file, rows, files: paths, keptAside: aside ?? null };
    return printJson(context, 'merge', merged);
  }
  out.data(changesText(missing));
  await show(context, `Merging ${name}:`, rows, present);
  if (kept.length > 0)
    out.data(
      `${firstText(kept, MOST_NAMED)} ${kept.length === 1 ? 'differs and stays' : 'differ and stay'} as here.\n`,
    );
  if (!dryRun || rows.length + missing.length === 0) sayTaken(context, 'merge', name, rows, missing);
  if (!isHome && !isCopy)
    out.data(
      'This merged entries of the config file; `prep merge FOLDER` merges attempts and questions, too.\n',
    );
  sayGone(context, gone);
  if (aside !== undefined) out.data(`The copy is kept as ${results.stored(aside)}.\n`);
  return 0;
};
