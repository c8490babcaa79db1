import { expect, it } from 'vitest';
import { type ChosenBank, type Config, DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { mergeConfigs } from '../../../src/core/settings/merge.ts';

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
  const { banks } = mergeConfigs(ours, theirs, () => -1).config;
  expect(banks).toEqual([{ bank: 'own' }, { bank: 'shipped', isOff: true }, { bank: '/notes' }]);
});
