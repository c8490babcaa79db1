// What the reading commands look like at 40, 80 and 120 columns, with wide letters, without colour, and on a dumb terminal.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { doctor } from '../../../src/commands/settings/doctor.ts';
import { history } from '../../../src/commands/progress/history.ts';
import { list } from '../../../src/commands/bank/list.ts';
import { search, show } from '../../../src/commands/bank/show.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import type { Context, Screen } from '../../../src/context.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { at, attempt } from '../../support/entries.ts';
import { memorySound } from '../../support/memory-sound.ts';
import { fill, openVerbs, VERB_FILES } from '../../support/verbs.ts';

const DAYS_AGO = at('2026-11-20T10:00:00+01:00');
const WIDE = 'wide-characters-take-two-columns-and-this-id-is-longer-than-any-narrow-screen';

const PROBLEMS = `---
id: 全角
minuts: 3
---
# 全角文字 👩‍💻 [FILL IN: lenght_ms]?

全角文字は二桁の幅を取ります 👩‍💻 [FILL IN: lenght_ms]。

## Key points
- Something that the answer does not hold at all, told at such a length that no narrow screen has room for it
`;

/** Opens the machine of all screens. */
const machine = (screen: Partial<Screen>) =>
  openVerbs({
    files: { ...VERB_FILES, '全角.md': PROBLEMS },
    fills: { short_ms: { ...fill('50 ms', 50), changed: true } },
    settings: { interviewDate: '2026-12-15' },
    sound: memorySound({ jobs: ['recorder', 'player'] }).sound,
    answers: {
      attention: {
        own: {
          text: 'My own words, with *weight*: [FILL IN: short_ms] and [FILL IN: long_ms].',
          updatedAt: '2026-11-20T10:00:00+01:00',
        },
      },
    },
    entries: [
      attempt('1', 'attention', 'again', DAYS_AGO, { points: [1, 0], text: 'it is slow', elapsedMs: 41_200 }),
      attempt('2', WIDE, 'good', DAYS_AGO, {
        points: [1, 1],
        text: '全角は二桁 👩‍💻。'.repeat(6),
        elapsedMs: 61_200,
      }),
      { type: 'suspend', id: '3', at: DAYS_AGO, question: 'story' },
      { type: 'note', id: '4', at: DAYS_AGO, question: 'attention', text: 'say tiles 🧱' },
    ],
    screen,
  });

type Command = (context: Context) => Promise<number>;
const SCREENS: Readonly<Record<string, Command>> = {
  status: (context) => status(context, [], {}),
  list: (context) => list(context, [], {}),
  show: (context) => show(context, ['attention'], {}),
  'show-wide': (context) => show(context, ['wide'], {}),
  search: (context) => search(context, ['二桁'], {}),
  history: (context) => history(context, ['attention'], {}),
  'history-wide': (context) => history(context, ['wide'], {}),
  check: (context) => check(context, [], { requireFilled: true }),
  doctor: (context) => doctor(context, [], {}),
};

async function drawn(name: string, screen: Partial<Screen>): Promise<string> {
  const memory = machine(screen);
  await SCREENS[name]?.(memory.context);
  return memory.data();
}

const WIDTHS = [40, 80, 120];

describe.each(Object.keys(SCREENS))('the screen of %s', (name) => {
  it.each(WIDTHS)('at %i columns', async (columns) => {
    const screen = await drawn(name, { columns });
    await expect(screen).toMatchFileSnapshot(`../../golden/verbs/${name}-${columns}.txt`);
    // The first line of a problem is for editors and stays in one piece.
    const lines = screen.split('\n').filter((line) => name !== 'check' || line.startsWith('    '));
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns);
  });

  it('is the same with colours but for the colours', async () => {
    const colored = await drawn(name, { columns: 80, color: true });
    // oxlint-disable-next-line no-control-regex -- these are the colours
    const plain = colored.replaceAll(/\u001b\[\d+m/g, '');
    const same = (text: string): string => text.replace('no color', 'color').replaceAll(/ +$/gm, '');
    expect(same(plain)).toBe(same(await drawn(name, { columns: 80 })));
    expect(colored === plain).toBe(false);
  });

  it('holds no escape and no symbol on a dumb terminal', async () => {
    const screen = await drawn(name, { columns: 80, fancy: false });
    // oxlint-disable-next-line no-control-regex -- these are the escapes
    expect(screen).not.toMatch(/[\u001b─│✓✗·→…•]/u);
  });
});
