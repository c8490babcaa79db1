// How a mock is called: its place or its id.
import { expect, it } from 'vitest';
import { chooseMock } from '../../../src/core/mock/mock.ts';

const ids = ['01KAT3C1Q9ZZ', '01KAT3C1Q0AB', '01KAT3C1Q0AA'];

it.each([
  ['1', '01KAT3C1Q9ZZ'],
  ['3', '01KAT3C1Q0AA'],
  ['01kat3c1q9zz', '01KAT3C1Q9ZZ'],
  ['01KAT3C1Q0AA', '01KAT3C1Q0AA'],
])('%j means %s', (name, id) => {
  expect(chooseMock(ids, name)).toBe(id);
});

it.each([
  ['01KAT3C1Q0', 'Unknown mock "01KAT3C1Q0"'],
  ['4', 'Unknown mock "4"'],
  ['', 'Unknown mock ""'],
])('%j means none', (name, message) => {
  expect(() => chooseMock(ids, name)).toThrow(message);
});
