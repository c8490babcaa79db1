// What `prep import` shows: it fits the screen, whatever stands in titles, names and answers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../src/core/import/account.ts';
import { choiceRows } from '../../../src/core/import/choose.ts';
import type { ImportState } from '../../../src/core/import/plan.ts';
import {
  type ImportRow,
  type FileTotals,
  renderChoices,
  renderConflict,
  renderConflictHelp,
  renderImportRows,
  renderFiles,
  renderPossible,
  renderPossibleAsk,
  renderTotals,
} from '../../../src/screens/import/import.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const display = (columns: number, plain = false): Display => ({
  columns,
  theme: theme({ color: false, fancy: !plain }),
  plain,
});

const counts = new Map<ImportState, number>([
  ['new', 38],
  ['changed', 2],
  ['unchanged', 1],
  ['conflict', 1],
  ['deleted', 1],
  ['removed', 1],
]);
const totals: readonly FileTotals[] = [
  { name: 'interview/guide.md', shape: 'guide', counts, drafts: 5, placeholders: 87, open: 60 },
  {
    name: '~/Downloads/Spanish for Engineers.apkg',
    shape: 'Anki text export',
    counts: new Map([['new', 1204]]),
    drafts: 0,
    placeholders: 0,
    open: 0,
  },
];
const rows: readonly ImportRow[] = [
  {
    label: 'what-does-attention-cost',
    title: 'What does attention cost, in time and in memory?',
    state: 'changed',
  },
  { label: 'masks', title: 'What are masks for?', state: 'changed', note: 'was: Why do we mask?' },
  ...Array.from({ length: 12 }, (_, i): ImportRow => ({
    label: `q-${i}`,
    title: `Question ${i}?`,
    state: 'new',
  })),
];
const conflict = {
  id: 'masks',
  title: 'What are masks for?',
  path: 'guide/architecture/masks.md',
  ours: '# What are masks for?\n\nThey hide padding, as I see it.\n\nAnd more.\n',
  theirs: '# What are masks for?\n\nThey hide padding.\n\nAnd more.\n',
};

it('counts of each file are behind its name and format', () => {
  expect(renderFiles(totals, display(80))).toBe(
    [
      'interview/guide.md (guide) · 38 new · 2 changed · 1 unchanged · 1 in conflict',
      '1 deleted by you · 1 no longer read · 5 drafts · 87 placeholders · 60 to fill',
      '~/Downloads/Spanish for Engineers.apkg (Anki text export) · 1204 new',
    ].join('\n'),
  );
});

it('counts everything that there is any of', () => {
  expect(totals.map((one) => renderTotals(one, display(80)))).toEqual([
    '38 new · 2 changed · 1 unchanged · 1 in conflict · 1 deleted by you\n1 no longer read · 5 drafts · 87 placeholders · 60 to fill',
    '1204 new',
  ]);
});

it('says what is to fill only where that is not every placeholder', () => {
  const told = (placeholders: number, open: number): string =>
    renderTotals(
      {
        counts: new Map([['new', 38]]),
        drafts: 0,
        placeholders,
        open,
      },
      display(80),
    );
  expect([told(2, 2), told(2, 1), told(2, 0), told(0, 0)]).toEqual([
    '38 new · 2 placeholders',
    '38 new · 2 placeholders · 1 to fill',
    '38 new · 2 placeholders · none to fill',
    '38 new',
  ]);
});

describe('the questions', () => {
  it('are named as far as there is room, and then counted', () => {
    expect(renderImportRows(rows, 'changed', display(80))).toBe(
      [
        'Changed',
        '  what-does-attention-cost  What does attention cost, in time and in memory?',
        '  masks                     What are masks for? (was: Why do we mask?)',
      ].join('\n'),
    );
    expect(renderImportRows(rows, 'changed', display(40))).toBe(
      [
        'Changed',
        '  What does attention cost, in time and',
        '  in memory?',
        '  What are masks for? (was: Why do we',
        '  mask?)',
      ].join('\n'),
    );
    expect(renderImportRows(rows, 'new', display(80)).split('\n').slice(-2)).toEqual([
      '  q-9  Question 9?',
      '  and 2 more',
    ]);
    expect(renderImportRows(rows, 'conflict', display(80))).toBe('');
  });
});

describe('a conflict', () => {
  it('shows all of a line that differs only at its end', () => {
    const start = 'Token bucket per key, kept in one place, so that a limit holds for all. ';
    const theirs = `${start}Off by one window.`;
    const shown = renderConflict({ ...conflict, ours: `${start}Off by a window.`, theirs }, display(40));
    expect(shown.replace(/\s+/g, ' ')).toContain(`- ${start}Off by a window. + ${theirs}`);
    expect(Math.max(...shown.split('\n').map(textWidth))).toBeLessThanOrEqual(40);
  });

  it('shows what differs, and what to do', () => {
    expect(renderConflict(conflict, display(80))).toBe(
      [
        '  masks · What are masks for?',
        '  - yours, in guide/architecture/masks.md',
        '  + in the file',
        '    - They hide padding, as I see it.',
        '    + They hide padding.',
      ].join('\n'),
    );
    expect(renderConflictHelp(2, display(80))).toBe(
      [
        '  Your versions are kept. `--merge theirs` uses the version in the file and',
        '  keeps yours beside it as NAME.md.mine; `--merge ours` keeps yours until the',
        '  file changes it again.',
      ].join('\n'),
    );
  });

  it('is cut where it is long', () => {
    const many = (word: string): string => Array.from({ length: 50 }, (_, i) => `${word} ${i}`).join('\n');
    const shown = renderConflict({ ...conflict, ours: many('a'), theirs: many('b') }, display(80));
    expect(shown.split('\n')).toHaveLength(18);
    expect(shown).toContain('and 86 more lines');
  });
});

it('possible placeholders are offered with the sentence that they stand in', () => {
  expect(renderPossibleAsk(3)).toBe(
    '3 possible placeholders. a = accept all (as `--possible` does), 1 or 1-3 = accept these, Enter = keep as text:',
  );
  const sentence = [
    { kind: 'plain', text: 'I cut ' },
    { kind: 'open', text: '[the cost]', key: 'a' },
    { kind: 'plain', text: ' by half.' },
  ] as const;
  expect(renderPossible('1. What did you do?', sentence, '[FILL IN: the cost]', display(40))).toBe(
    '  1. What did you do?\n  I cut [the cost] by half.\n  → [FILL IN: the cost]',
  );
});

it('shows the sentence around a spot without half of a pair of marks', () => {
  const sentence: Parameters<typeof renderPossible>[1] = [
    { kind: 'plain', text: 'Situation**: We had ' },
    { kind: 'open', text: '[number]', key: 'number' },
    { kind: 'plain', text: ' people.' },
  ];
  expect(renderPossible('A conflict', sentence, '[FILL IN: number]', display(80, true))).toBe(
    'A conflict\nSituation: We had [number] people.\n-> [FILL IN: number]',
  );
});

it('no line is wider than the screen, and nothing commands the terminal', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constant('\x1b[2J\u202eword\n\tx'),
  );
  fc.assert(
    fc.property(hostile, hostile, fc.constantFrom(40, 80, 120), (one, other, columns) => {
      const shown = [
        renderFiles(
          [{ name: one, shape: other, counts, drafts: 1, placeholders: 2, open: 1 }],
          display(columns),
        ),
        renderImportRows([{ label: one, title: other, state: 'new', note: one }], 'new', display(columns)),
        renderConflict({ ...conflict, id: one, title: other, path: one, ours: other }, display(columns)),
        renderPossible(one, [{ kind: 'plain', text: other }], one, display(columns)),
      ].join('\n');
      expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      for (const line of shown.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }),
    { seed: 5 },
  );
});

it('says beside a question why it is not read', () => {
  const heading: Listed = {
    line: 1,
    kind: 'heading',
    family: 'heading 2',
    level: 2,
    title: 'What is a lathe?',
    verdict: 'question',
    says: 2,
    isPart: false,
    ownText: true,
    filled: true,
    isOpen: false,
    holds: false,
    length: 90,
    words: 4,
  };
  const inside = {
    ...heading,
    line: 5,
    level: 3,
    family: 'heading 3',
    title: 'Why does it turn?',
    verdict: 'inside',
  };
  const all = [heading, inside];
  const listed = choiceRows([...all, { ...inside, line: 9, title: '' }], []);
  expect(listed).toHaveLength(2);
  expect(renderChoices(listed, all, display(80))).toMatch(/Why does it turn\? +in an answer$/m);
});
