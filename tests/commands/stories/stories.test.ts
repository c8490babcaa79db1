// `prep list --star` and `--matrix`: the stories, and which question each serves.
import { describe, expect, it } from 'vitest';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import { list } from '../../../src/commands/bank/list.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { writeQuestion, writtenQuestion } from '../../../src/formats/question/question-writer.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';
import { fill } from '../../support/verbs.ts';

const question = (id: string, title: string, tags: string, body: string, more = ''): string =>
  `---\nid: ${id}\nsection: Behavioural\ntags: [${tags}]\n${more}---\n# ${title}\n\n${body}`;

const FILES: Readonly<Record<string, string>> = {
  'outage.md': question(
    'outage',
    'Tell me about an outage that you solved, and what you would do today.',
    'go-to, latency, serves:tricky-bug, serves:conflict',
    '## Situation\nS\n\n## Task\nT\n\n## Action\nA\n\n## Result\nFrom [FILL IN: before_ms] to [FILL IN: after_ms].\n',
    'number: 41\n',
  ),
  'wide.md': question(
    'wide',
    '全角文字と絵文字 👩‍💻 を含む質問はどう表示されますか?',
    'papers',
    '## Situation\nS\n\n## Task\nT\n\n## Action\nA\n\n## Result\nEverybody liked it.\n',
    'kind: star\n',
  ),
  'bug.md': question(
    'tricky-bug',
    'Tell me about a tricky bug.',
    'debugging',
    'It was off by one.\n',
    'number: 18\n',
  ),
  'slow.md': question('slow', 'Tell me about a slow service.', 'latency', ''),
  'failure.md': question('failure', 'Tell me about a time when you failed.', 'failure', ''),
};

const machine = (options: Partial<MemoryOptions> = {}): Memory =>
  openMemory({ files: FILES, fills: { before_ms: fill('900 ms', 900) }, ...options });

const OWN = {
  wide: {
    own: { text: '## Situation\nMine.\n\n## Result\n40 papers.\n', updatedAt: '2026-11-20T10:00:00+01:00' },
  },
};

describe('the screen of the matrix', () => {
  it.each([40, 80, 120])('at %i columns', async (columns) => {
    const memory = machine({ screen: { columns }, answers: OWN });
    expect(await list(memory.context, [], { matrix: true })).toBe(0);
    await expect(memory.data()).toMatchFileSnapshot(`../../golden/stories/matrix-${columns}.txt`);
    expect(Math.max(...memory.data().split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
  });

  it('holds no symbol on a dumb terminal', async () => {
    const memory = machine({ screen: { fancy: false } });
    await list(memory.context, [], { matrix: true });
    expect(memory.data()).not.toMatch(/[─│✓✗·→…•]/u);
  });
});

const documentOf = async (memory: Memory, options: Parameters<typeof list>[2]): Promise<unknown> => {
  await list(memory.context, [], { ...options, json: true });
  return JSON.parse(memory.data());
};

describe('prep list --star', () => {
  it('takes an own answer with the parts for a story, whatever its question is', async () => {
    const told = { text: 'Situation: S\nTask: T\nAction: A\nResult: 3 days.', updatedAt: '' };
    const memory = machine({ answers: { 'tricky-bug': { own: told } } });
    await list(memory.context, [], { star: true });
    expect(memory.data()).toContain('tricky bug');
    const matrix = machine({ answers: { 'tricky-bug': { own: told } } });
    await list(matrix.context, [], { matrix: true });
    expect(matrix.data()).not.toContain('has an answer that is not a story');
    const plain = machine({ answers: { 'tricky-bug': { own: { text: 'It was a race.', updatedAt: '' } } } });
    await list(plain.context, [], { star: true });
    expect(plain.data()).not.toContain('tricky bug');
  });

  it('keeps to the other filters, and says when no story is left', async () => {
    const memory = machine();
    await list(memory.context, [], { star: true, tag: ['debugging'] });
    expect([memory.data(), memory.talk()]).toEqual(['', 'No questions match.\n']);
  });
});

describe('prep list --matrix', () => {
  it.each([[{ tag: ['debugging'] }], [{ new: true, tag: ['debugging'] }]])(
    'has the questions that %j picks, and all stories',
    async (options) => {
      const document = await documentOf(machine(), { matrix: true, ...options });
      expect(document).toMatchObject({
        stories: [{ id: 'outage' }, { id: 'wide' }],
        rows: [{ question: 'tricky-bug', itself: 'answer', servings: [{ story: 'outage', by: 'tag' }] }],
        gaps: [],
      });
    },
  );

  it('has the story itself, although it is not due', async () => {
    const document = await documentOf(machine(), { matrix: true, tag: ['papers'] });
    expect(document).toMatchObject({ rows: [{ question: 'wide', itself: 'story' }], gaps: [] });
  });

  it('names the questions that no story serves, those without an answer first', async () => {
    expect(await documentOf(machine(), { matrix: true })).toMatchObject({
      stories: [
        { id: 'outage', number: 41 },
        { id: 'wide', number: null },
      ],
      gaps: ['failure', 'slow'],
    });
    const document = await documentOf(machine(), { matrix: true });
    expect(document).toMatchObject({
      rows: expect.arrayContaining([
        {
          question: null,
          theme: 'conflict',
          title: null,
          itself: 'nothing',
          servings: [{ story: 'outage', by: 'tag', topics: [] }],
        },
        expect.objectContaining({
          question: 'slow',
          servings: [{ story: 'outage', by: 'guess', topics: ['latency'] }],
        }),
      ]),
    });
  });

  it('says so when there is no gap, and when nothing asks for a story', async () => {
    const whole = machine({ files: { 'outage.md': FILES['outage.md'] ?? '' } });
    await list(whole.context, [], { matrix: true });
    expect(whole.data()).toContain('Every question that asks for a story has one.');
    const none = machine({ files: {} });
    await list(none.context, [], { matrix: true });
    expect(none.data()).toBe('No question asks for a story.\n');
  });

  it('fits the screen where a bank has more stories than a screen has columns', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `${at}.md`,
        question(
          `story-${at}`,
          `Tell me about a day ${at}.`,
          'x',
          '## Situation\nS\n\n## Task\nT\n\n## Action\nA\n\n## Result\nR\n',
        ),
      ]),
    );
    const memory = machine({ files, screen: { columns: 120 } });
    await list(memory.context, [], { matrix: true });
    expect(Math.max(...memory.data().split('\n').map(textWidth))).toBeLessThanOrEqual(120);
    expect(memory.data()).not.toContain('Asked');
  });
});

describe('what a story serves', () => {
  const TAGS = ['go-to', 'latency', 'serves:tricky-bug', 'serves:conflict'];
  const tagsIn = (name: string, text: string): readonly string[] | undefined =>
    readBankFile(openSource(name, text), 'bank').questions.find(({ id }) => id === 'outage')?.tags;

  it.each([
    ['md', 'guide.md'],
    ['csv', 'bank.csv'],
    ['json', 'bank.json'],
  ] as const)('survives an export as %s', async (format, name) => {
    const memory = machine();
    await exportQuestions(memory.context, [], { format, open: true });
    expect(tagsIn(name, memory.data())).toEqual(TAGS);
  });

  it('survives an import into a question file', () => {
    const [read] = readQuestionFile(openSource('outage.md', FILES['outage.md'] ?? ''), 'bank').questions;
    expect(read && tagsIn('outage.md', writeQuestion(writtenQuestion(read)))).toEqual(TAGS);
  });

  it('is looked for in the tags by those who write a key for it', () => {
    const text = '---\nid: one\nserves: [two]\n---\n# One?\n\nYes.\n';
    expect(readQuestionFile(openSource('one.md', text), 'bank').problems).toMatchObject([
      { code: 'front-matter-key', hint: 'A story names what it serves in its tags: `tags: [serves:ID]`.' },
    ]);
  });
});
