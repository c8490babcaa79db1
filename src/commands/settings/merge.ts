// `prep merge`: merges the config file of another machine, or a conflicted copy, entry by entry.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { shellWord } from '../../core/base/wording.ts';
import { changesBetween } from '../../core/schedule/changes.ts';
import type { Config } from '../../core/settings/config.ts';
import { mergeConfigs, type MergeRow } from '../../core/settings/backup.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { conflictSides, parseConfig, readConfig } from '../../formats/stored/config-file.ts';
import { oneLine } from '../../screens/ui/width.ts';

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
      for (const [before, after] of [
        [ours, between],
        [between, config],
      ] as const) {
        const changes = changesBetween(before, after);
        const at = context.clock.now();
        if (changes) context.journal.append([{ type: 'change', id: context.random.id(at), at, ...changes }]);
      }
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
