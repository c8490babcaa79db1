// The main job in a real terminal: a first session from its first card to its summary.
import { expect, it } from 'vitest';
import { runPrepJson } from '../support/cli.ts';
import { tempHome } from '../support/home.ts';
import { quizToSummary } from '../support/quiz.ts';

it('a first quiz starts at once and comes to its summary', async () => {
  const home = tempHome();
  await quizToSummary({ home, args: ['quiz'] });
  expect(await runPrepJson(['--json'], { home })).toMatchObject({ reviewedToday: 5 });
});
