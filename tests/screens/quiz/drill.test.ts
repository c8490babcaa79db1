// The list of drills as a person reads it: names in one column, the selection as in the config file.
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
    '  daily          due; new 2; count 5\n  one of a kind  weak; count 1; minutes 1\n',
  );
  expect(renderDrills(DRILLS, { ...display, plain: true })).toMatch(/^daily {2}due; /);
});
