// Questions as notes of Anki: what stands in which field, and that nothing in a text of a question is run or taken for a mark.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from '../../../src/core/base/random.ts';
import { openSource } from '../../../src/core/base/span.ts';
import {
  ankiDecks,
  ankiModels,
  deckIds,
  NOTE_FIELDS,
  NOTE_TYPE_CHANGED_S,
  NOTE_TYPE_ID,
} from '../../../src/formats/export/anki-collection.ts';
import { deckText } from '../../../src/formats/import/anki-text.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { type Outgoing, outgoing } from '../../../src/formats/export/outgoing.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { hostileText, questionText } from '../../support/question-texts.ts';
import { questions as shipped } from '../../bank/shipped.ts';

const QUESTION: Outgoing = {
  id: 'attention',
  number: 4,
  section: 'Architecture',
  title: 'What does `softmax` cost & why?',
  kind: 'open',
  tags: ['attention', 'big o'],
  difficulty: 'hard',
  minutes: 2.5,
  draft: false,
  suspended: false,
  source: 'https://example.com/a',
  asked: '',
  answer: 'It takes $O(n^2)$ and **memory**.\n\n$$x < y$$\n\n```python\nprint(1)\n```',
  own: false,
  points: ['Time is *quadratic*', 'So is memory'],
  followUps: [
    ['And with tiles?', 'Linear.'],
    ['Which GPU?', ''],
  ],
  notes: 'Mine.',
};
const noteOf = (change: Partial<Outgoing> = {}) => {
  const [note] = ankiNotes([{ ...QUESTION, ...change }]);
  if (!note) throw new Error('there is no note');
  return { ...note, named: Object.fromEntries(NOTE_FIELDS.map((name, i) => [name, note.fields[i]])) };
};
const bareOutgoing = (text: string): Outgoing => ({
  ...QUESTION,
  title: text.replaceAll('\n', ' '),
  section: text,
  tags: [text],
  asked: text,
  answer: text,
  points: [text],
  followUps: [[text, text]],
  notes: text,
  source: text,
});

describe('a note', () => {
  it('has every text in a field of its own', () => {
    const { guid, deck, tags, named } = noteOf();
    expect({ guid, deck, tags }).toEqual({
      guid: 'prep:attention',
      deck: 'prep::Architecture',
      tags: 'attention big_o difficulty::hard',
    });
    expect(named).toEqual({
      Question: 'What does <code>softmax</code> cost &amp; why?',
      Answer:
        '<p>It takes \\(O(n^2)\\) and <strong>memory</strong>.</p>\n<p>\\[x &lt; y\\]</p>\n<pre tabindex="0"><code class="language-python">print(1)</code></pre>',
      'Key points': '<ul>\n<li>Time is <em>quadratic</em></li>\n<li>So is memory</li>\n</ul>',
      'Follow-ups':
        '<details><summary>And with tiles?</summary>\n<p>Linear.</p>\n</details>\n<p>Which GPU?</p>',
      Notes: '<p>Mine.</p>',
      Section: 'Architecture',
      Number: '4',
      Difficulty: 'hard',
      Minutes: '2.5',
      Source: '<a href="https://example.com/a" rel="noreferrer noopener">https://example.com/a</a>',
      // Tags of several words are kept beside the id.
      ID: expect.stringMatching(/^<span data-kept="[^<>"]*big o[^<>"]*">attention<\/span>$/),
    });
  });

  it('keeps beside the id what its HTML cannot hold, until somebody edits the field', () => {
    const answer = '## A heading\n\n- [ ] a task\n\n<img src="a.png" alt="b"> and ![c](a.png)\n';
    const [note] = ankiNotes([{ ...QUESTION, answer, suspended: true, notes: '### Mine\n' }]);
    const back = (fields: readonly string[] = []) => {
      const text = note ? deckText([{ ...note, fields }]) : '';
      const [question] = readBankFile(openSource('deck.apkg', text), 'bank').questions;
      return question;
    };
    const fields = note?.fields ?? [];
    expect(back(fields)).toMatchObject({ suspended: true, tags: QUESTION.tags, number: 4 });
    expect([back(fields)?.answer.text, back(fields)?.notes?.text]).toEqual([answer, '### Mine\n']);
    const edited = fields.map((html, i) => (i === 1 ? html.replace('a task', 'my task') : html));
    expect([back(edited)?.answer.text, back(edited)?.notes?.text]).toEqual([
      expect.stringContaining('my task'),
      '### Mine\n',
    ]);
  });

  it('shows what is asked beyond the title with the question', () => {
    expect(noteOf({ asked: '- [ ] A\n- [ ] B' }).named['Question']).toMatch(/^What does .*\n<ul>\n<li/);
  });

  it('has the guid that it came from Anki with', () => {
    expect(noteOf({ id: 'anki-23612b62' }).guid).toBe('#a+b');
  });

  it('is in one deck with all of its section, whatever stands in the name', () => {
    const sections = ['Basics', 'basics', 'C++::STL', ' a \u001f\n b ', '::', ''];
    expect(ankiNotes(sections.map((section) => ({ ...QUESTION, section }))).map(({ deck }) => deck)).toEqual([
      'prep::Basics',
      'prep::Basics',
      'prep::C++:STL',
      'prep::a b',
      'prep',
      'prep',
    ]);
  });
});

describe('hostile texts', () => {
  it('bring no sound, no LaTeX, no voice', () => {
    const marks =
      '[sound:a.mp3] [latex]x[/latex] [$]x[/$] [$$]x[/$$] [anki:tts lang=en]x[/anki:tts] [SOUND:b.mp3]';
    const { fields } = noteOf({
      title: marks,
      answer: marks,
      section: marks,
      points: [marks],
      notes: marks,
    });
    expect(fields.join('\n')).not.toMatch(/\[\/?(?:sound:|latex|\$|anki:)/i);
    expect(fields[0]).toContain('&#91;sound:a.mp3]');
  });

  it('run nothing, load nothing, and stay in their fields', () => {
    const attack = fc.constantFrom(
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '![x](https://example.com/x.png)',
      '[x](javascript:alert(1))',
      '<style>*{display:none}</style>',
      '</details></div>',
      '{{Answer}} {{#Number}} {{c1::x}}',
      '\u001f\u0000',
      '[sound:x.mp3]',
      '`[sound:x.mp3]`',
      '```\n[latex]x[/latex]\n```',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(attack, hostileText), { maxLength: 4 }), (parts) => {
        const [note] = ankiNotes([bareOutgoing(parts.join('\n') || 'x')]);
        expect(note?.fields).toHaveLength(NOTE_FIELDS.length);
        for (const field of note?.fields ?? []) {
          expect(field).not.toMatch(
            /<(?:script|img|style|iframe|object|link|svg)|<[^>]*(?:javascript:|\son\w+=)/i,
          );
          // oxlint-disable-next-line no-control-regex -- one of them is what parts fields
          expect(field).not.toMatch(/[\u0000-\u0008\u001f]|\[sound:|\[latex\]/i);
        }
        expect(note?.deck.split('::').length).toBeLessThanOrEqual(2);
        expect(note?.tags).toMatch(/^\S+(?: \S+)*$/u);
      }),
      { seed: 5 },
    );
  });
});

describe('the kind of note', () => {
  it('changes only together with the moment of its change, which Anki goes by', () => {
    expect([NOTE_TYPE_ID, NOTE_TYPE_CHANGED_S, hashText(JSON.stringify(ankiModels()))]).toEqual([
      1_700_000_000_417,
      1_763_942_401,
      '1x1584ivna5',
    ]);
  });

  it('names only fields that it has', () => {
    const text = JSON.stringify(ankiModels());
    const named = [...text.matchAll(/\{\{[#^/]?([^}]+)\}\}/g)].map(([, name]) => name);
    expect(named.filter((name) => ![...NOTE_FIELDS, 'FrontSide'].includes(name ?? ''))).toEqual([]);
    expect(text).not.toContain('<script');
  });
});

describe('decks', () => {
  it('have the same number in every export, and those that they are in', () => {
    const ids = deckIds(['prep::Basics', 'prep::Databases', 'prep::Basics']);
    expect([...ids.keys()]).toEqual(['prep', 'prep::Basics', 'prep::Databases']);
    expect(ids.get('prep::Basics')).toBe(deckIds(['prep::Basics']).get('prep::Basics'));
    expect(Object.keys(ankiDecks(ids, 1) as object).toSorted()).toEqual(
      [1, ...ids.values()].map(String).toSorted(),
    );
  });
});

describe('the notes', () => {
  it('are read back as the same questions', () => {
    const going = shipped.map((question) => outgoing(question, undefined, 'open', new Map()));
    const { questions, problems } = readBankFile(openSource('deck.txt', deckText(ankiNotes(going))), 'bank');
    expect(problems).toEqual([]);
    const facts = ({ id, title, section, difficulty, kind }: Outgoing): unknown => ({
      id,
      title,
      section,
      difficulty,
      kind,
    });
    expect(questions.map((one) => facts({ ...QUESTION, ...one, answer: '' } as never))).toEqual(
      going.map(facts),
    );
    const words = (text: string): string => text.replaceAll(/^#+ /gm, '').replaceAll(/\n+/g, '\n');
    expect(questions.map(({ answer }) => words(answer.text))).toEqual(
      going.map(({ answer }) => words(answer)),
    );
  });

  it('have stories with the same parts, whether they stand under headings or labels', () => {
    const labels =
      '**Situation**: It broke.\n**Task**: Mend it.\n**Action**: I did.\n**Result**: [X] % less.';
    const headings = '## Situation\nIt broke.\n## Action\nI did.\n### Aside\nNo part.\n## Result\nLess.';
    const partsOf = (file: string, text: string) => {
      const { questions } = readBankFile(openSource(file, text), 'bank');
      const told = questions.map(({ star = {} }) => star);
      return {
        questions,
        parts: told.map((star) => [star.situation?.text, star.result?.text, star.action?.text.slice(0, 6)]),
      };
    };
    for (const answer of [labels, headings]) {
      const { questions, parts } = partsOf(
        'story.md',
        `---\nid: story\nkind: star\n---\n# Tell me about a failure\n\n${answer}\n`,
      );
      const going = questions.map((question) => outgoing(question, undefined, 'open', new Map()));
      expect(parts).toEqual([['It broke.', expect.stringMatching(/less/i), 'I did.']]);
      expect(partsOf('deck.txt', deckText(ankiNotes(going))).parts).toEqual(parts);
    }
  });

  it('have one note a question, whatever is written', () => {
    fc.assert(
      fc.property(questionText, (written) => {
        const { questions } = readQuestionFile(openSource('Basics/one.md', written), 'bank');
        const going = questions.map((question) => outgoing(question, undefined, 'open', new Map()));
        const back = readBankFile(openSource('deck.txt', deckText(ankiNotes(going))), 'bank');
        const asking = going.filter(({ title }) => /[\p{L}\p{N}]/u.test(title));
        for (const { id } of asking) expect(back.questions.map((one) => one.id)).toContain(id);
      }),
      { seed: 5 },
    );
  });
});
