import { expect, it } from 'vitest';
import { isMisspelled, nearest, slipsOf } from '../../../src/core/base/spelling.ts';

const IDS = ['load-testing', 'attention-complexity', 'multi-head-attention', 'transformer-explained', 'api'];

it.each([
  ['atention', 'attention-complexity'],
  ['transfomer', 'transformer-explained'],
  ['load-tesing', 'load-testing'],
  ['attention-complexty', 'attention-complexity'],
])('a slip in a word of a name is nearer than a name of the same length: %s', (word, name) => {
  expect(nearest(word, IDS, 1)).toEqual([name]);
});

const COMMANDS = ['stats', 'status', 'show', 'mock', 'help', 'quiz'];

it.each([
  ['shwo', ['show']],
  ['hepl', ['help']],
  ['qiuz', ['quiz']],
  ['stat', ['stats']],
  ['nope', []],
  ['zzz', []],
])('a suggestion is a slip away, or there is none: %s', (word, names) => {
  expect(slipsOf(word, COMMANDS, 1)).toEqual(names);
});

it.each([
  ['wrtie', 'write', true],
  ['acrross', 'across', true],
  ['repilcaton', 'replication', true],
  ['cahce', 'cache', true],
  ['form', 'from', false],
  ['increase', 'decrease', false],
  ['inelastic', 'elastic', false],
])('a misspelled word has few slips for its length, and its first letter: %s for %s', (one, other, isSo) => {
  expect(isMisspelled(one, other)).toBe(isSo);
});
