import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { mayTellStory, storyOf } from '../../../src/formats/question/story.ts';

const partsOf = (text: string): Readonly<Record<string, string>> | undefined => {
  const source = openSource('a.md', text);
  const story = storyOf(source, source.textAt(0, text.length), false);
  return story && Object.fromEntries(Object.entries(story).map(([part, { text: said }]) => [part, said]));
};

describe('the parts of a story', () => {
  const told = {
    situation: 'It was slow.',
    task: 'I was on call.',
    action: 'I fixed it.',
    result: 'It is fast.',
  };

  it.each([
    ['- **S** — ', '- **T** — ', '- **A** — ', '- **R** — '],
    ['**S** - ', '**T** - ', '**A** - ', '**R** - '],
    ['* S - ', '* T - ', '* A - ', '* R - '],
    ['* **Situation** – ', '* **Task** – ', '* **Action** – ', '* **Result** – '],
    ['**S:** ', '**T:** ', '**A:** ', '**R:** '],
    ['**Situation:** ', '**Task:** ', '**Action:** ', '**Result:** '],
  ])('may stand behind %j', (s, t, a, r) => {
    const text = `${s}It was slow.\n${t}I was on call.\n${a}I fixed it.\n${r}It is fast.\n`;
    expect(partsOf(text)).toEqual(told);
    expect(mayTellStory(text)).toBe(true);
  });

  it('are no letters of another word', () => {
    expect(partsOf('- R - Representational\n- E - Ever\n- S - State\n- T - Transfer\n')).toBeUndefined();
  });

  it.each([
    ['*Situation:* ', '*Task:* ', '*Action:* ', '*Result:* '],
    ['_S_: ', '_T_: ', '_A_: ', '_R_: '],
    ['Situation: ', 'Task: ', 'Action: ', 'Result: '],
  ])('may stand in one paragraph behind %j', (s, t, a, r) => {
    const text = `${s}It was slow. ${t}I was on call. ${a}I fixed it. ${r}It is fast.`;
    expect(partsOf(text)).toEqual(told);
    expect(mayTellStory(text)).toBe(true);
  });

  it.each([
    '**Learned**: ',
    '**What I learned**: ',
    '**What we’ve learned:** ',
    '**Lessons I learned** — ',
    '- **Key takeaway:** ',
    '**Reflections**: ',
    '**L**: ',
    'Learned: ',
  ])('end with what was learned behind %j', (label) => {
    const text = `**Situation**: It was slow.\n**Task**: I was on call.\n**Action**: I fixed it.\n**Result**: It is fast.\n${label}Look first.`;
    expect(partsOf(text)).toEqual({ ...told, learning: 'Look first.' });
  });

  it('have what stands behind a second label of their name', () => {
    const text =
      '**S**: It was slow.\n**T**: I was on call.\n**A**: I fixed it.\n**R**: It is fast.\n**Lesson**: One.\n**Reflection**: Two.';
    expect(partsOf(text)?.['learning']).toBe('One.\n**Reflection**: Two.');
  });

  it('are no words of a sentence', () => {
    expect(partsOf('In this situation: a task: no action: the result: none.')).toBeUndefined();
    expect(partsOf('It has parts s: one. t: two. a: three. r: four.')).toBeUndefined();
  });

  it('are no letters of a list about something else', () => {
    expect(partsOf('- **S** — single\n- **O** — open\n- **L** — substitution\n')).toBeUndefined();
    expect(partsOf('The **result** — as said — is the **task** of all.\n')).toBeUndefined();
  });
});
