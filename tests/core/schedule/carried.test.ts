// What is stored for a question follows it to another id, and nothing of what was there is lost.
import { describe, expect, it } from 'vitest';
import { carried } from '../../../src/core/schedule/identity.ts';
import { type Config, DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';

const at = '2026-11-24T10:00:00+01:00';
const config: Config = {
  version: 1,
  settings: DEFAULT_SETTINGS,
  banks: [],
  drills: {},
  fills: {
    'sql/fill-in/rate': { value: '2', updatedAt: at },
    'sql/letter/x': { value: '3', updatedAt: at },
    'sql-joins/fill-in/rate': { value: '9', updatedAt: at },
    sql: { value: '1', updatedAt: at },
  },
  answers: { sql: { own: { text: 'Mine.', updatedAt: at } } },
};
const link = { from: 'sql', to: 'which-store' };

describe('what is stored for a question whose id changes', () => {
  it('is there under the new id, and under the old one still', () => {
    const after = carried(config, [link]);
    expect(after.fills).toEqual({
      ...config.fills,
      'which-store/fill-in/rate': { value: '2', updatedAt: at },
      'which-store/letter/x': { value: '3', updatedAt: at },
    });
    expect(after.answers).toEqual({ ...config.answers, 'which-store': config.answers['sql'] });
  });

  it('replaces nothing that the new id has', () => {
    const has: Config = {
      ...config,
      fills: { ...config.fills, 'which-store/letter/x': { value: '7', updatedAt: at } },
      answers: { ...config.answers, 'which-store': { own: { text: 'Newer.', updatedAt: at } } },
    };
    const after = carried(has, [link]);
    expect(after.fills['which-store/letter/x']?.value).toBe('7');
    expect(after.answers['which-store']?.own?.text).toBe('Newer.');
  });

  it('leaves the config alone where nothing is stored', () => {
    expect(carried(config, [{ from: 'other', to: 'new' }])).toBe(config);
    expect(carried(config, [])).toBe(config);
  });
});
