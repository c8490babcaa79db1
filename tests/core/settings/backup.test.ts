import { expect, it } from 'vitest';
import { mergeConfigs, type TakesTheirs } from '../../../src/core/settings/backup.ts';
import { type ChosenBank, type Config, DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';

const later: TakesTheirs = (_, theirTime = -2, ourTime = -1) => theirTime > ourTime;

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
  const restored = mergeConfigs(ours, theirs, (_, theirTime) => theirTime !== undefined);
  expect(restored.config.fills).toEqual({ a: theirs.fills['a'], b: ours.fills['b'] });
  expect(restored.rows.map(({ name, taken }) => [name, taken])).toEqual([
    ['a', 'theirs'],
    ['newPerDay', 'theirs'],
  ]);
  expect(mergeConfigs(ours, theirs, later).config.fills).toEqual(ours.fills);
});
