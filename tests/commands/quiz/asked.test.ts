// Questions that ask more than their title: code and options are on the card before the answer is asked for.
import { describe, expect, it } from 'vitest';
import { quiz } from '../../../src/commands/quiz/quiz.ts';
import { assembleBanks } from '../../../src/core/base/bank.ts';
import { headOf } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { openQuizMachine } from '../../support/quiz-machine.ts';
import { scriptedPrompts } from '../../support/scripted-prompts.ts';

const QUIZ = `# Quiz

### Q1. What is printed?

\`\`\`js
console.log(1 + '1');
\`\`\`

- [ ] 2
- [x] 11

### Q2. Which one is a number?

- [x] NaN
- [ ] "1"
`;

const bank = () =>
  assembleBanks([
    { bank: 'bank', own: false, files: [readBankFile(openSource('bank/quiz.md', QUIZ), 'bank')] },
  ]);

describe('a quiz of questions with options', () => {
  it('shows the code and the options with the question, and not which one is right', async () => {
    const script = scriptedPrompts([{ key: 'skip' }, { key: 'skip' }]);
    const machine = openQuizMachine({ prompts: script.prompts, bank });
    await quiz(machine.context, [], {});
    const [first, second] = script.answers.map(({ card }) => card);
    expect(first).toMatch(/What is printed\?\n\n[^]*console\.log\(1 \+ '1'\);[^]*☐ 2\n[^]*☐ 11/);
    expect(second).toMatch(/Which one is a number\?\n\n[^]*☐ NaN\n[^]*☐ "1"/);
    expect(`${first}${second}`).not.toMatch(/☑|\[x\]/);
  });

  it('knows from the head alone that more is asked', () => {
    expect([...bank().questions.values()].map((one) => headOf(one).asksMore)).toEqual([true, true]);
  });
});
