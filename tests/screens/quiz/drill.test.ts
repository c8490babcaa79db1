// The list of drills as a person reads it: names in one column, counts in words.
import { expect, it } from 'vitest';
import { renderDrills } from '../../../src/screens/quiz/status.ts';
import { theme } from '../../../src/screens/ui/theme.ts';

const DRILLS = [
  { name: 'daily', select: { due: true, new: 2 }, count: 5 },
  { name: 'one of a kind', select: { weak: true }, count: 1, minutes: 1 },
] as const;

it('lists what each selects beside its name', () => {
  const display = { columns: 80, theme: theme({ color: false, fancy: false }), plain: false };
  expect(renderDrills(DRILLS, display)).toBe(
    '  daily          due; 2 new; at most 5 questions\n' +
      '  one of a kind  weak; at most 1 question; 1 minute\n',
  );
  expect(renderDrills(DRILLS, { ...display, plain: true })).toMatch(/^daily {2}due; /);
});
