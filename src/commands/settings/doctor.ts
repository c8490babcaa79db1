import type { Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { DAY_MS, instantOf, isoWithOffset, MINUTE_MS, minuteText } from '../../core/base/day.ts';
import { Failure, ifPossible, orFailure, type Problem } from '../../core/base/problem.ts';
import { countOf, shellWord } from '../../core/base/wording.ts';
import { liveEntries } from '../../core/schedule/journal.ts';
import type { Settings } from '../../core/settings/config.ts';
import { SOUND_JOBS, type SoundJob } from '../../core/speech/sound.ts';
import { type Theme, theme, tickOrCross } from '../../screens/ui/theme.ts';
import { clean, hangText } from '../../screens/ui/width.ts';
import { type BankOptions, loadStudy } from '../shared/load.ts';
import { printJson } from '../shared/screen.ts';

type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
};

/** The detail, or the finding of its `Failure`. Separate, so that a failing check does not hide others. */
async function find(name: string, check: () => string | Promise<string>): Promise<Finding> {
  const found = await orFailure(check);
  if (!(found instanceof Failure)) return { name, ok: true, detail: found };
  return { name, ok: false, detail: found.message, remedy: found.hint || undefined };
}

const unsound = (message: string, hint: string): Failure => new Failure('unsound', message, { hint });

function requireNone(problems: readonly Pick<Problem, 'message'>[], noun: string, hint: string): void {
  const [first, ...more] = problems;
  if (!first) return;
  const counted = countOf(problems.length, noun) + (more.length > 0 ? ', the first' : '');
  throw unsound(`${counted}: ${first.message}`, hint);
}

function soundText({ sound }: Context, job: SoundJob, settings: Settings): string {
  const found = sound.find(job, settings);
  if ('reason' in found) throw unsound(found.reason, found.remedy);
  return settings[job] === undefined ? found.name : `${found.name}, as configured`;
}

function recordingsText(context: Context): string {
  const all = context.sound.recordings();
  const megabytes = all.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
  return `${all.length} kept, ${megabytes.toFixed(1)} MB in ${context.home}/recordings`;
}

function configText({ config }: Context): string {
  const { problems } = config.read();
  const [copy] = config.copies();
  if (copy !== undefined)
    throw unsound(`found a second version: ${copy}`, `\`prep merge ${shellWord(copy)}\` merges it`);
  requireNone(problems, 'fault', `edit ${config.file}`);
  return config.file;
}

function journalText({ journal }: Context): string {
  const { entries, problems: all } = journal.read();
  // A line that was cut off has nothing that was confirmed, and cannot be repaired.
  const problems = all.filter(({ code }) => code !== 'journal-torn');
  const torn = all.length - problems.length;
  const hint = `the other lines are used; check ${problems[0]?.at.file ?? ''}`;
  requireNone(problems, 'damaged line', hint);
  const kept = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`;
  return `${kept}${torn === 0 ? '' : `, and ${countOf(torn, 'line')} cut off while it was being written`}`;
}

/** Clocks of two machines differ a little. */
const AHEAD_MS = 10 * MINUTE_MS;

/** Fails if it was ahead when something was recorded. */
function requirePast({ clock, journal }: Context, settings: Settings): void {
  const ahead = liveEntries(journal.read().entries).filter(({ at }) => at > clock.now() + AHEAD_MS);
  const [last] = ahead.toSorted((a, b) => b.at - a.at);
  if (!last) return;
  const latest = minuteText(last.at, clock.calendar(settings));
  throw unsound(
    `${countOf(ahead.length, 'step')} with a time in the future, up to ${latest}`,
    'check the date of this machine; if it is right, it was wrong when they were recorded',
  );
}

async function bankText(context: Context, options: Pick<BankOptions, 'bank'>): Promise<string> {
  const { bank, paths, missing } = await loadStudy(context, { bank: options.bank, showsProblems: true });
  const errors = bank.problems.filter((problem) => problem.severity === 'error');
  requireNone(errors, 'error', '`prep check` shows all');
  const [gone] = missing;
  if (gone !== undefined)
    throw unsound(
      `${context.results.stored(gone)} is missing`,
      'connect its disk or copy it there, or take it off your list with `prep banks remove`',
    );
  const { own, shipped } = context.banks;
  const hasOwn = [...bank.questions.values()].some((head) => head.bank === own);
  const places = paths
    .filter((path) => path !== own || hasOwn)
    .map((path) => (path === shipped ? 'the sample bank' : path === own ? 'your own bank' : path));
  return `${countOf(bank.questions.size, 'question')} in ${places.join(', ')}`;
}

function terminalText({ screen: { columns, rows, color, fancy }, interactive }: Context): string {
  if (!interactive) throw unsound('stdin or stdout is not a terminal', 'here, use --plain or --json');
  return `${columns} × ${rows}, ${color ? 'color' : 'no color'}${fancy ? '' : ', plain'}`;
}

const UTC_NAME = /(?:UTC|GMT|UCT|Zulu|Universal|Greenwich)[+-]?0?$/i;

/** Node takes a zone that it does not know for UTC. */
function clockText(context: Context, settings: Settings): string {
  requirePast(context, settings);
  const { env, clock } = context;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [calendar, now, given] = [clock.calendar(settings), clock.now(), env['TZ'] ?? ''];
  const isUtc = [0, 182 * DAY_MS].every((later) => calendar.offsetMinutesAt(instantOf(now + later)) === 0);
  if (given !== '' && isUtc && (timeZone ?? 'UTC') === 'UTC' && !UTC_NAME.test(given))
    throw unsound(
      `TZ is "${given}", which is no known time zone: days are those of UTC.`,
      'use a name such as Europe/Berlin, or unset TZ',
    );
  const zone = timeZone ?? `${given} (${isoWithOffset(now, calendar).slice(-'+00:00'.length)})`;
  return `${zone}, a day ends at ${settings.dayStart}`;
}

function runChecks(context: Context, options: Pick<BankOptions, 'bank'>): Promise<readonly Finding[]> {
  // A damaged config file must not hide what else works.
  const settings = ifPossible(() => context.config.read().config.settings);
  return Promise.all([
    find('prep', () => `${context.version}, ${context.runtime}`),
    find('home', () => context.probeHome()),
    find('config', () => configText(context)),
    find('journal', () => journalText(context)),
    find('backups', () => `${context.backups.list().length} kept`),
    find('recordings', () => recordingsText(context)),
    ...(settings
      ? [
          find('bank', () => bankText(context, options)),
          find('clock', () => clockText(context, settings)),
          find('editor', () => context.run.editor(settings.editor).join(' ')),
          ...SOUND_JOBS.map((job) => find(job, () => soundText(context, job, settings))),
        ]
      : []),
    find('terminal', () => terminalText(context)),
  ]);
}

const OPTIONAL: ReadonlySet<string> = new Set(['terminal', ...SOUND_JOBS]);

/** The longest name, `transcriber`. */
const NAME_WIDTH = 11;

function findingLines({ name, ok, detail, remedy }: Finding, style: Theme, columns: number): string {
  const mark = `${tickOrCross(ok, style)} ${style.strong(name.padEnd(NAME_WIDTH))} `;
  const found = hangText(mark, clean(detail), columns);
  const arrow = `  ${style.symbols.arrow} `;
  return `${found}\n${remedy ? `${hangText(arrow, clean(remedy), columns)}\n` : ''}`;
}

export const doctor: Run<'doctor'> = async (context, _args, options) => {
  const findings = await runChecks(context, options);
  const isBroken = findings.some(({ ok, name }) => !ok && !OPTIONAL.has(name));

  const exit = isBroken ? 1 : 0;
  if (options.json) {
    const checks = findings.map((finding) => ({ ...finding, remedy: finding.remedy ?? null }));
    return printJson(context, 'doctor', { ok: !isBroken, checks }, exit);
  }
  const style = theme(context.screen);
  for (const finding of findings) context.out.data(findingLines(finding, style, context.screen.columns));
  return exit;
};
