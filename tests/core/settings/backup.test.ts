import { expect, it } from 'vitest';
import { addDays } from '../../../src/core/base/day.ts';
import { backupsToKeep, mergeConfigs, type TakesTheirs } from '../../../src/core/settings/backup.ts';
import { type ChosenBank, type Config, DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';

const TODAY = '2026-11-24';
const everyDay = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, age) => addDays(TODAY, -age));

it('keeps every day of the last seven', () => {
  expect(backupsToKeep(everyDay(7), TODAY)).toHaveLength(7);
});

it('keeps one a week for four weeks before that', () => {
  const kept = backupsToKeep(everyDay(29), TODAY);
  const older = kept.filter((day) => day <= addDays(TODAY, -7));
  expect(older.length).toBeGreaterThanOrEqual(4);
  expect(older.length).toBeLessThanOrEqual(5);
});

it('keeps one of each week while the days go by', () => {
  let kept: readonly string[] = [];
  for (let day = '2026-09-01'; day <= TODAY; day = addDays(day, 1)) kept = backupsToKeep([...kept, day], day);
  const sundays = ['2026-11-15', '2026-11-08', '2026-11-01'];
  expect(kept).toEqual([...everyDay(7), ...sundays, '2026-10-31', '2026-09-30']);
});

it('keeps one a month for a year, and no more than a few dozen in all', () => {
  const kept = backupsToKeep(everyDay(1000), TODAY);
  expect(new Set(kept.map((day) => day.slice(0, 7))).size).toBe(12);
  expect(kept.length).toBeLessThanOrEqual(7 + 4 + 12);
});

it('keeps the only backup there is, however old', () => {
  expect(backupsToKeep(['2020-01-01'], TODAY)).toEqual(['2020-01-01']);
});

const later: TakesTheirs = (_, theirTime, ourTime = -1) => theirTime > ourTime;

const configWith = (...banks: readonly ChosenBank[]): Config => ({
  version: 1,
  settings: DEFAULT_SETTINGS,
  banks,
  fills: {},
  answers: {},
  drills: {},
});

it('has each bank once, as it is here, and those of the other machine after them', () => {
  const ours = configWith({ bank: 'own' }, { bank: 'shipped', isOff: true });
  const theirs = configWith({ bank: 'shipped' }, { bank: '/notes' }, { bank: 'own' });
  const { banks } = mergeConfigs(ours, theirs, later).config;
  expect(banks).toEqual([{ bank: 'own' }, { bank: 'shipped', isOff: true }, { bank: '/notes' }]);
});

it('keeps what only one has, and takes theirs whenever it was if that is asked', () => {
  const value = (text: string, day: string) => ({ value: text, updatedAt: `${day}T10:00:00.000+01:00` });
  const ours: Config = {
    ...configWith(),
    fills: { a: value('88', '2026-11-22'), b: value('1', '2026-11-22') },
  };
  const theirs: Config = {
    ...configWith(),
    fills: { a: value('76', '2026-11-20') },
    settings: { ...DEFAULT_SETTINGS, newPerDay: 3 },
  };
  const restored = mergeConfigs(ours, theirs, () => true);
  expect(restored.config.fills).toEqual({ a: theirs.fills['a'], b: ours.fills['b'] });
  expect(restored.rows.map(({ name, taken }) => [name, taken])).toEqual([
    ['a', 'theirs'],
    ['newPerDay', 'theirs'],
  ]);
  expect(mergeConfigs(ours, theirs, later).config.fills).toEqual(ours.fills);
});
