// What becomes of each question: by what upstream has, what is remembered, what is here, and whose version counts.
import { describe, expect, it } from 'vitest';
import {
  type Imported,
  type Merge,
  planQuestion,
  type PlanRow,
  type Present,
  type Wish,
} from '../../../src/core/import/plan.ts';

const wish = (content: string): Wish => ({
  id: 'one',
  file: 'a.md',
  shape: 'guide',
  key: 'one',
  title: 'One?',
  answerHash: content,
  content,
  path: 'a/one.md',
  hash: `file of ${content}`,
});
const known = (content: string, written = `file of ${content}`): Imported => {
  const { path: _path, hash: _hash, ...entry } = wish(content);
  return { ...entry, written };
};
const present = (content: string, hash = `file of ${content}`): Present => ({
  path: 'moved/one.md',
  hash,
  content,
});

const plan = (upstream: string, before?: Imported, here?: Present, merge?: Merge): PlanRow =>
  planQuestion(wish(upstream), before, here, merge);

/** State, what is written, and what is remembered as seen and written. */
const told = ({ state, write, entry, edited }: PlanRow): readonly unknown[] => [
  state,
  write?.replaces ?? (write ? 'new' : undefined),
  entry?.content,
  entry?.written,
  edited,
];

describe('a question that is not here', () => {
  it('is new, under the path that is planned', () => {
    expect(told(plan('v1'))).toEqual(['new', 'new', 'v1', 'file of v1', false]);
    expect(plan('v1').path).toBe('a/one.md');
  });

  it('stays away when the user deleted it, whichever version is to count', () => {
    expect(told(plan('v1', known('v1')))).toEqual(['deleted', undefined, 'v1', 'file of v1', true]);
    expect(told(plan('v2', known('v1')))).toEqual(['deleted', undefined, 'v1', 'file of v1', true]);
    for (const merge of ['ours', 'theirs'] as const)
      expect(told(plan('v2', known('v1'), undefined, merge))).toEqual(told(plan('v2', known('v1'))));
  });
});

describe('a question that is as it was written', () => {
  it('stays if another file gave the same before, and changes if its own file is set back to that', () => {
    const others = [{ file: 'b.md', content: 'v1', written: 'file of v1' }];
    const sheet = { ...known('v2'), file: 'sheet.csv', others };
    expect(plan('v1', sheet, present('v2')).state).toBe('older');
    expect(plan('v1', { ...known('v2'), others }, present('v2')).state).toBe('changed');
  });

  it('stays if its file gave the same before, unless the older text is to count, and is kept beside it then', () => {
    const { entry } = plan('v2', known('v1'), present('v1'));
    const old = { ...wish('v1'), file: 'export.md' };
    const row = planQuestion(old, entry, present('v2'), undefined);
    expect(told(row)).toEqual(['older', undefined, 'v2', 'file of v2', false]);
    expect(row.entry?.others?.[0]).toEqual({ file: 'export.md', content: 'v1', written: 'file of v1' });
    const taken = planQuestion(old, entry, present('v2'), 'theirs');
    expect([taken.state, taken.write]).toEqual(['changed', { replaces: 'file of v2', keepsOld: true }]);
    expect(plan('v2', taken.entry, present('v1')).state).toBe('older');
    expect(plan('v2', taken.entry, present('v1'), 'theirs').state).toBe('changed');
    expect(plan('v1', entry, present('v2')).state).toBe('changed');
  });

  it('is nobody’s edit where two files came to say the same, or where one says what is old', () => {
    const others = [{ file: 'a.md', content: 'v1', written: 'file of v1' }];
    const copy = { ...known('v2'), file: 'copy.md', others };
    const agreed = plan('v2', copy, present('v2'));
    expect(told(agreed)).toEqual(['unchanged', undefined, 'v2', 'file of v2', false]);
    expect(plan('v3', agreed.entry, present('v2')).state).toBe('changed');
    const old = plan('v1', copy, present('v2'));
    expect(old.entry).toEqual(copy);
    expect(planQuestion({ ...wish('v3'), file: 'new.md' }, old.entry, present('v2'), undefined).state).toBe(
      'changed',
    );
  });

  it('is left alone when upstream did not change', () => {
    expect(told(plan('v1', known('v1'), present('v1')))).toEqual([
      'unchanged',
      undefined,
      'v1',
      'file of v1',
      false,
    ]);
  });

  it('is replaced when upstream changed, where it is now', () => {
    const row = plan('v2', known('v1'), present('v1'));
    expect(told(row)).toEqual(['changed', 'file of v1', 'v2', 'file of v2', false]);
    expect(row).toMatchObject({ path: 'moved/one.md', write: { keepsOld: false } });
  });
});

describe('a question that the user edited', () => {
  const mine = present('mine', 'file of mine');

  it('is left alone when upstream did not change', () => {
    expect(told(plan('v1', known('v1'), mine))).toEqual(['unchanged', undefined, 'v1', 'file of v1', true]);
  });

  it('is a conflict when upstream changed, and one again until it is settled', () => {
    const row = plan('v2', known('v1'), mine);
    expect(told(row)).toEqual(['conflict', undefined, 'v1', 'file of v1', true]);
    expect(told(plan('v2', row.entry, mine))).toEqual(told(row));
  });

  it('gives way to upstream when that is to count, and is kept beside it', () => {
    const row = plan('v2', known('v1'), mine, 'theirs');
    expect(told(row)).toEqual(['changed', 'file of mine', 'v2', 'file of v2', true]);
    expect(row.write?.keepsOld).toBe(true);
  });

  it('stays when the own version is to count, and is no conflict before upstream changes again', () => {
    const row = plan('v2', known('v1'), mine, 'ours');
    expect(told(row)).toEqual(['unchanged', undefined, 'v2', 'file of v1', true]);
    expect(plan('v2', row.entry, mine).state).toBe('unchanged');
    expect(plan('v3', row.entry, mine).state).toBe('conflict');
  });

  it('is no conflict when upstream came to say the same', () => {
    const row = plan('v2', known('v1'), present('v2', 'file with other blanks'));
    expect(told(row)).toEqual(['unchanged', undefined, 'v2', 'file with other blanks', false]);
    expect(plan('v3', row.entry, present('v2', 'file with other blanks')).state).toBe('changed');
  });
});

describe('a question of that id that was never imported', () => {
  it('is a conflict when it says something else', () => {
    const row = plan('v1', undefined, present('mine', 'file of mine'));
    expect(told(row)).toEqual(['conflict', undefined, undefined, undefined, true]);
    const kept = plan('v1', undefined, present('mine', 'file of mine'), 'ours');
    expect(told(kept)).toEqual(['unchanged', undefined, 'v1', '', true]);
    expect(plan('v1', kept.entry, present('mine', 'file of mine')).state).toBe('unchanged');
  });

  it('is what an import that was cut off had written already', () => {
    expect(told(plan('v1', undefined, present('v1')))).toEqual([
      'unchanged',
      undefined,
      'v1',
      'file of v1',
      false,
    ]);
  });

  it('stays the file of the user who wrote the same', () => {
    const row = plan('v1', undefined, present('v1', 'file of mine'));
    expect(told(row)).toEqual(['unchanged', undefined, 'v1', '', true]);
    expect(plan('v2', row.entry, present('v1', 'file of mine')).state).toBe('conflict');
  });
});
