import type { Run } from '../../cli.ts';
import { type Day, dayMeant, dayOf, readAsText, vacationMeant } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { type Config, DEFAULT_SETTINGS, type Settings } from '../../core/settings/config.ts';
import { isSettingName, SETTING_RULES } from '../../formats/stored/config-file.ts';
import { theme } from '../../screens/ui/theme.ts';
import { readConfigAloud } from '../shared/load.ts';
import { printJson } from '../shared/screen.ts';

const NAMES = Object.keys(SETTING_RULES).filter(isSettingName);

function knownName(name: string): keyof Settings {
  if (isSettingName(name)) return name;
  const close = slipsOf(name, NAMES, 2);
  const meant = close.length === 0 ? '' : `did you mean ${close.join(' or ')}? `;
  throw new Failure('setting-unknown', `Unknown setting "${name}".`, {
    hint:
      name === 'banks' ? '`prep banks` shows and changes them' : `${meant}\`prep config\` lists all settings`,
  });
}

function parseValue(name: keyof Settings, text: string): unknown {
  const rule = SETTING_RULES[name];
  const [, digits = '', percent] = /^\s*(.*?)\s*(%?)$/s.exec(text) ?? [];
  const number = digits === '' ? NaN : percent ? Number(digits) / 100 : Number(digits);
  const value = Number.isFinite(number) && rule.holds(number) ? number : text;
  if (rule.holds(value)) return value;
  const fault = rule.faultOf?.(text);
  const why = fault === undefined ? '' : `: ${fault}`;
  throw new Failure('setting-invalid', `${name} must be ${rule.wants}, not "${text}"${why}.`, {
    hint: 'nothing was changed',
  });
}

/** A day may be relative to today, and is stored as a date. */
function plainDays(name: keyof Settings, text: string, today: () => Day): string {
  if (name === 'vacation') return vacationMeant(text, today());
  if (name !== 'interviewDate') return text;
  const day = dayMeant(name, text, today());
  if (day < today())
    throw new Failure('day-past', `${day} has passed; nothing was changed.`, {
      hint: 'give the day of your next interview, or run `prep config interviewDate --unset` to plan without one',
    });
  return day;
}

function changeOf(name: keyof Settings, words: readonly string[], unset: boolean, today: () => Day) {
  const given = unset ? {} : { [name]: parseValue(name, plainDays(name, words.join(' '), today)) };
  return (before: Config): Config => {
    const { [name]: _last, ...rest } = before.settings;
    return { ...before, settings: { ...DEFAULT_SETTINGS, ...rest, ...given } };
  };
}

const valueOf = ({ settings }: Config, name: keyof Settings): unknown => settings[name] ?? null;

function shown(value: unknown): string {
  if (value === null) return '(not set)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const config: Run<'config'> = async (context, args, options) => {
  const [given, ...words] = args;
  const name = given === undefined ? undefined : knownName(given);
  const current = readConfigAloud(context, true);
  const unset = options.unset === true;
  if (unset && (name === undefined || words.length > 0))
    throw new Failure('usage', '`--unset` needs the name of a setting, and no value.', {
      hint: `for example \`prep config ${name ?? 'retention'} --unset\``,
    });
  const today = (): Day => dayOf(context.clock.now(), context.clock.calendar(current.settings));

  const after =
    name !== undefined && (words.length > 0 || unset)
      ? await context.config.update(changeOf(name, words, unset, today))
      : current;

  const { interviewDate } = after.settings;
  if (name === 'interviewDate' && words.length > 0 && interviewDate !== undefined) {
    const read = readAsText(words.join(' '), interviewDate, today());
    if (read !== undefined) context.out.talk(`${read}\n`);
  }
  const names = name === undefined ? NAMES : [name];
  if (options.json) {
    const settings = Object.fromEntries(names.map((each) => [each, valueOf(after, each)]));
    return printJson(context, 'config', { file: context.config.file, settings });
  }
  const style = theme(context.screen);
  const width = Math.max(...names.map((each) => each.length));
  for (const each of names)
    context.out.data(`${style.strong(each.padEnd(width))}  ${shown(valueOf(after, each))}\n`);
  if (name === undefined) context.out.talk(`${style.dim(`Stored in ${context.config.file}`)}\n`);
  return 0;
};
