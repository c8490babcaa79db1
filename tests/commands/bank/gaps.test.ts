// `prep list --gaps`: what questions lack, and which topics have questions and stories.
import { describe, expect, it } from 'vitest';
import { list } from '../../../src/commands/bank/list.ts';
import { openMemory } from '../../support/memory-context.ts';

const question = (front: string, title: string, body: string): string =>
  `---\nminutes: 2\n${front}\n---\n# ${title}\n\n${body}\n`;
const files = {
  'a.md': question(
    'number: 1\ntags: [Cache, sql]',
    'Why a cache?',
    'Hits are [FILL IN: hit_rate].\n\n## Key points\n- Hits\n\n## Follow-ups\n### And misses?\nRare.',
  ),
  'b.md': question('number: 2\ntags: [cache]', 'Why not?', 'No.'),
  'c.md': question('number: 3\ntags: [queue]', 'Why a queue?', ''),
  'd.md': question(
    'number: 4\ntags: [go-to, serves:cache, incident]',
    'Tell me about an outage.',
    '## Situation\nDown.\n\n## Task\nUp.\n\n## Action\nI fixed it.\n\n## Result\nUp at last.',
  ),
};
const own = { 'why-a-queue': { own: { text: 'It decouples.', updatedAt: '' } } };

async function gaps(options: Parameters<typeof list>[2] = {}, columns = 80): Promise<string> {
  const memory = openMemory({ files, answers: own, screen: { columns } });
  expect(await list(memory.context, [], { gaps: true, ...options })).toBe(0);
  return memory.data();
}

describe('the gaps of a bank', () => {
  it('are named with the questions that have them, and topics with what there is on them', async () => {
    expect(await gaps()).toBe(
      [
        'No answer of your own (3 questions)',
        '  Q1, Q2, Q4',
        'No key points (2 questions)',
        '  Q2, Q3',
        'No values (3 questions)',
        '  Q2, Q3, Q4',
        'No follow-ups (3 questions)',
        '  Q2, Q3, Q4',
        '',
        'Topic  Questions  Stories',
        'cache  Q1, Q2     Q4',
        '',
      ].join('\n'),
    );
  });

  it('have room on a narrow screen, and follow the filters', async () => {
    const text = await gaps({ tag: ['cache'] }, 40);
    expect(text).toContain('No key points (1 question)\n  Q2\n');
    expect(text).not.toContain('Q3');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(40);
  });

  it('are told to scripts question by question', async () => {
    const { questions, topics } = JSON.parse(await gaps({ json: true }));
    expect(questions.map(({ number, gaps: missing }: Record<string, unknown>) => [number, missing])).toEqual([
      [1, ['own-answer']],
      [2, ['own-answer', 'points', 'numbers', 'follow-ups']],
      [3, ['points', 'numbers', 'follow-ups']],
      [4, ['own-answer', 'numbers', 'follow-ups']],
    ]);
    expect(topics[0]).toEqual({
      topic: 'cache',
      questions: ['why-a-cache', 'why-not'],
      stories: ['tell-me-about-an-outage'],
    });
  });

  it('count what prep proposes as key points, and no tag of most questions as a topic', async () => {
    const some = Array.from({ length: 12 }, (_, at) => [
      `${at}.md`,
      `---\nid: q-${at}\nnumber: ${at}\ntags: [mine${at < 2 ? ', cache' : ''}]\n---\n# What is ${at}?\n\n- one thing of it\n- another thing of it\n`,
    ]);
    const { context, data } = openMemory({ files: Object.fromEntries(some) });
    await list(context, [], { gaps: true });
    expect(data()).not.toContain('No key points');
    expect(data()).toContain('cache  Q0, Q1');
    expect(data()).not.toContain('mine');
  });

  it('are an answer, where there is none of anybody, and nothing where all is there', async () => {
    const { context, data } = openMemory({ files: { 'c.md': files['c.md'] } });
    await list(context, [], { gaps: true });
    expect(data()).toContain('No answer (1 question)\n  Q3\n');
    const all = openMemory({
      files: { 'a.md': files['a.md'] },
      answers: { 'why-a-cache': { own: { text: 'Hits.', updatedAt: '' } } },
    });
    await list(all.context, [], { gaps: true });
    expect(all.data()).toContain('Nothing is missing.\n');
  });
});
