import { expect, it } from 'vitest';
import { jsonDocument } from '../../../src/formats/json/document.ts';

it('escapes what would steer a terminal, and says the same', () => {
  const title = 'a\u009d52;c;eA==\u009c b\u202Ec \u2028d\x7f ü 🔴';
  const text = jsonDocument('list', { title });
  expect(text).not.toMatch(/[\x7f-\x9f\u2028-\u202e]/);
  expect(text).toContain('ü 🔴');
  expect(JSON.parse(text)).toEqual({ v: 1, command: 'list', title });
});
