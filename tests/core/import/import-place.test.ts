// Which id a question of another bank gets here: its own, the one that it was imported under, or a free one. Each edit of
// upstream that keeps a question what it is keeps its id.
import { describe, expect, it } from 'vitest';
import {
  type Imported,
  type Manifest,
  NO_MANIFEST,
  placeQuestions,
  type Placing,
  type Upstream,
} from '../../../src/core/import/plan.ts';
import type { QuestionHead } from '../../../src/core/base/question.ts';
import { hashText } from '../../../src/core/base/random.ts';
import { head } from '../../support/heads.ts';

type Written = Partial<QuestionHead> & { readonly answer?: string };

/** Questions of a file: titles by id, or more of them. */
function file(name: string, questions: Readonly<Record<string, string | Written>>): readonly Upstream[] {
  return Object.entries(questions).map(([id, given]) => {
    const { answer, ...more } = typeof given === 'string' ? { title: given } : given;
    const title = more.title ?? id;
    const answerHash = hashText(answer ?? `answer of ${id}`);
    return {
      file: name,
      answer: answer ?? '',
      head: head(id, { idWritten: false, title, answerHash, file: name, ...more }),
    };
  });
}

const place = (
  upstream: readonly Upstream[],
  manifest: Manifest = NO_MANIFEST,
  present: readonly string[] = [],
): Placing =>
  placeQuestions(upstream, manifest, new Map(present.map((id) => [id, undefined])), (id) =>
    /[a-z]/.test(id) ? id : `q-${id}`,
  );

/** What is remembered once these were imported. */
function imported(...files: readonly (readonly Upstream[])[]): Manifest {
  const { placed } = place(files.flat());
  const entries = placed.map(({ one, id }): [string, Imported] => {
    const { title, number, answerHash } = one.head;
    const told = { title, ...(number !== undefined && { number }), answerHash };
    return [id, { id, file: one.file, shape: 'guide', key: one.head.id, ...told, content: '', written: '' }];
  });
  return { files: new Map(), questions: new Map(entries) };
}

/** As `place`, of questions whose answers are known: those of the manifest by id, and files that are gone. */
function placeHere(
  upstream: readonly Upstream[],
  manifest: Manifest,
  answers: Readonly<Record<string, string>> = {},
  gone: readonly string[] = [],
): Placing {
  const here = { answerOf: (id: string) => answers[id], isGone: (name: string) => gone.includes(name) };
  return placeQuestions(upstream, manifest, new Map(), (id) => id, here);
}

const ids = ({ placed }: Placing): readonly string[] => placed.map(({ id }) => id);
const gone = (placing: Placing): readonly string[] => placing.gone.map(({ id }) => id);

describe('a first import', () => {
  it('keeps the ids that the file gives', () => {
    const placing = place(file('a.md', { one: 'One?', two: 'Two?' }));
    expect(ids(placing)).toEqual(['one', 'two']);
    expect(placing.twins).toEqual([]);
  });

  it('gives an id that can be written down', () => {
    expect(ids(place(file('a.md', { '2-2': '2+2?' })))).toEqual(['q-2-2']);
  });

  it('takes the same question of two files once', () => {
    const placing = place([...file('a.md', { one: 'One?' }), ...file('b.md', { one: 'One?' })]);
    expect(ids(placing)).toEqual(['one']);
    expect(placing.twins).toMatchObject([{ id: undefined, one: { file: 'b.md' } }]);
  });

  it('takes another question of the same title under another id, and that of nobody else', () => {
    const other = { one: { title: 'One?', answer: 'other' }, 'one-2': 'Else?' };
    const placing = place([...file('a.md', { one: 'One?' }), ...file('b.md', other)]);
    expect(ids(placing)).toEqual(['one', 'one-3', 'one-2']);
    expect(placing.twins).toMatchObject([{ id: 'one-3' }]);
  });

  it('takes the second of an id that both have written down under another one', () => {
    const written = { idWritten: true, title: 'One?' };
    const placing = place([
      ...file('a.md', { one: written }),
      ...file('b.md', { one: { ...written, answer: 'other' } }),
    ]);
    expect(ids(placing)).toEqual(['one', 'one-2']);
    expect(placing.twins).toMatchObject([{ id: 'one-2', first: { file: 'a.md' } }]);
  });
});

describe('a second import of the same file', () => {
  const before = imported(
    file('a.md', {
      attention: { title: 'What does attention cost?', number: 1 },
      masks: { title: 'What is a mask for?', number: 2 },
      heads: { title: 'Why several heads?', number: 3 },
    }),
  );
  const again = (questions: Readonly<Record<string, string | Written>>): Placing =>
    place(file('a.md', questions), before);
  const others = { masks: 'What is a mask for?', heads: 'Why several heads?' };

  it('keeps the id when the answer is edited, and when questions are reordered or inserted', () => {
    const placing = again({
      'quite-new': 'Something else entirely?',
      heads: { title: 'Why several heads?', answer: 'edited' },
      masks: 'What is a mask for?',
      attention: 'What does attention cost?',
    });
    expect(ids(placing)).toEqual(['quite-new', 'heads', 'masks', 'attention']);
    expect(gone(placing)).toEqual([]);
  });

  it('keeps the id of a retitled question with the same answer, and of one whose title is close', () => {
    const same = again({
      ...others,
      price: { title: 'The price of attending', answer: 'answer of attention' },
    });
    expect(ids(same)).toEqual(['masks', 'heads', 'attention']);
    expect(same.placed[2]).toMatchObject({ was: 'What does attention cost?' });
    const close = again({ ...others, costs: { title: 'What does attention cost us?', answer: 'edited' } });
    expect(ids(close)).toEqual(['masks', 'heads', 'attention']);
  });

  it('keeps the id when upstream writes one down', () => {
    const placing = again({
      ...others,
      'att-1': { title: 'What does attention cost?', idWritten: true, answer: 'edited' },
    });
    expect(ids(placing)).toEqual(['masks', 'heads', 'attention']);
  });

  it('takes a question of another title and another answer for a new one', () => {
    const placing = again({ ...others, vision: { title: 'How do images become tokens?', number: 1 } });
    expect(ids(placing)).toEqual(['masks', 'heads', 'vision']);
    expect(gone(placing)).toEqual(['attention']);
  });

  it('guesses nothing between two', () => {
    const twins = {
      first: { title: 'The first half', answer: 'answer of attention', number: 8 },
      second: { title: 'The second half', answer: 'answer of attention', number: 9 },
    };
    const split = again({ ...others, ...twins });
    expect(ids(split)).toEqual(['masks', 'heads', 'first', 'second']);
    expect(gone(split)).toEqual(['attention']);
  });

  it('gives a new question with the title of a retitled one an id of its own', () => {
    const placing = again({
      ...others,
      attention: { title: 'What does attention cost?', answer: 'new' },
      price: { title: 'The price of attending', answer: 'answer of attention' },
    });
    // The key is the surer sign: what still has it is the question.
    expect(ids(placing)).toEqual(['masks', 'heads', 'attention', 'price']);
  });

  it('knows a question by the title of its first import', () => {
    const [retitled] = file('guide.md', { price: { title: 'The price of attending', answer: 'other' } });
    const entry = { ...imported(retitled ? [retitled] : []).questions.get('price'), id: 'attention' };
    const manifest = { files: new Map(), questions: new Map([['attention', entry as Imported]]) };
    const back = file('guide.md', { attention: { title: 'What does attention cost?', answer: 'edited' } });
    expect([ids(place(back, manifest)), gone(place(back, manifest))]).toEqual([['attention'], []]);
  });

  it('says what upstream has no longer', () => {
    expect(gone(again(others))).toEqual(['attention']);
  });
});

describe('where answers are known', () => {
  const SPI = 'Four wires, one master, [X] MHz.';
  const CAN = 'Counters of errors on the bus, up to 255.';
  const before = imported(
    file('a.md', {
      spi: { title: 'What is SPI?', answer: SPI },
      can: { title: 'What are the error counters for?', answer: CAN },
    }),
    file('b.md', { b: 'About b' }),
  );
  const answers = { spi: SPI, can: CAN };
  const kept = { can: { title: 'What are the error counters for?', answer: CAN } };

  it('takes another question of a similar title for a new one', () => {
    const other = { i2c: { title: 'What is I2C?', answer: 'Two wires with addresses, [X] kHz.' } };
    const placing = placeHere(file('a.md', { ...kept, ...other }), before, answers);
    expect([ids(placing), gone(placing)]).toEqual([['can', 'i2c'], ['spi']]);
    const retitled = { bus: { title: 'What is the SPI bus?', answer: SPI.replace('Four', 'Only four') } };
    expect(ids(placeHere(file('a.md', { ...kept, ...retitled }), before, answers))).toEqual(['can', 'spi']);
  });

  it('knows an unchanged question by its title and answer, before another of its title', () => {
    const placing = placeHere(
      file('a.md', {
        can: { title: 'What are the error counters for?', answer: 'Ethernet has them, too.' },
        'can-2': { title: 'What are the error counters for?', answer: CAN },
      }),
      before,
      answers,
    );
    expect(ids(placing)).toEqual(['can-3', 'can']);
  });

  it('knows a question that went to another file, edited or retitled', () => {
    const moved = (title: string, answer: string): readonly Upstream[] => [
      ...file('a.md', { spi: { title: 'What is SPI?', answer: SPI } }),
      ...file('b.md', { b: 'About b', moved: { title, answer } }),
    ];
    for (const [title, answer] of [
      ['What are the error counters for?', `${CAN} Then it is off.`],
      ['What are they for?', CAN],
      ['What are the error counters of CAN for?', CAN.replace('up to', 'at most')],
    ] as const)
      expect(ids(placeHere(moved(title, answer), before, answers))).toEqual(['spi', 'b', 'can']);
    const other = moved('What are the error counters for?', 'To know when a plug is loose.');
    expect(ids(placeHere(other, before, answers))).toEqual(['spi', 'b', 'moved']);
  });

  it('knows the questions of files that are gone', () => {
    const parts = file('part.md', {
      can: { title: 'What are the error counters for?', answer: `${CAN} Then it is off.` },
      c: 'About c',
      d: 'About d',
    });
    expect(ids(placeHere(parts, before, answers, ['a.md']))).toEqual(['can', 'c', 'd']);
    expect(placeHere(parts, before, answers, ['a.md']).placed[0]?.was).toBeUndefined();
    expect(ids(placeHere(parts, before, answers))).toEqual(['can-2', 'c', 'd']);
  });
});

it('a question keeps its number beside an edited copy that has the same one', () => {
  const guide = file('a.md', { a: { title: 'a', number: 4 } });
  const present = new Map([
    ['copy', 4],
    ['a', 4],
  ]);
  const { placed } = placeQuestions(guide, imported(guide), present, (id) => id);
  expect(placed.map(({ number }) => number)).toEqual([4]);
});

it('a question whose number is taken gets the next one', () => {
  const numbered = (names: string): readonly Upstream[] =>
    file(
      'a.md',
      Object.fromEntries(names.split('').map((name, at) => [name, { title: name, number: at + 1 }])),
    );
  const before = 'abcdefg';
  const present = new Map(before.split('').map((name, at) => [name, at + 1]));
  const again = (names: string): string => {
    const { placed } = placeQuestions(numbered(names), imported(numbered(before)), present, (id) => id);
    return placed.map(({ id, number }) => `${id}${number}`).join(' ');
  };
  // The number of c is still that of b, which the file no longer has.
  expect(again('dcaefg')).toBe('d1 c3 a7 e4 f5 g6');
  // Only few can have theirs.
  expect(again('dc')).toBe('d4 c3');
});

describe('numbers of a file', () => {
  type Numbers = readonly (number | undefined)[];
  const placedOf = (given: readonly Numbers[], present: Numbers = []): Numbers => {
    const upstream = given.flatMap((numbers, i) =>
      file(
        `${i}.md`,
        Object.fromEntries(numbers.map((number, at) => [`${i}-${at}`, { title: `${i} ${at}`, number }])),
      ),
    );
    const held = new Map(present.map((number, at) => [`held-${at}`, number]));
    const { placed } = placeQuestions(upstream, NO_MANIFEST, held, (id) => id);
    return placed.map(({ number }) => number);
  };
  it('count if most of its questions can have theirs, and else only its order does', () => {
    const [none] = [undefined];
    // Two sections that count from 1.
    expect(placedOf([[none, none, none, 4, 5, none, none, none, 6]])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(placedOf([[1, 2, 3, none, 4, 5]])).toEqual([1, 2, 3, 6, 4, 5]);
    // The first is that of a question that was added.
    expect(placedOf([[1, 2, 3, 4, 5]], [1])).toEqual([6, 2, 3, 4, 5]);
  });
  it('count on from those of another file, in their order', () => {
    const second = [1, 2, 3, 4, 5, 6, 7];
    expect(placedOf([[1, 2, 3], second])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(placedOf([second], [1, 2, 3])).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(placedOf([[11, 12], second])).toEqual([11, 12, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('an import of another file', () => {
  const before = imported(
    file('old/guide.md', { a: 'About a', b: 'About b', c: 'About c', d: 'About d' }),
    file('one.md', { intro: 'Introduction' }),
  );

  it('goes on from one that was renamed or downloaded anew', () => {
    const placing = place(
      file('new/guide (1).md', {
        a: 'About a',
        b: { title: 'About b', answer: 'edited' },
        c: 'About c',
        e: 'E?',
      }),
      before,
    );
    expect(ids(placing)).toEqual(['a', 'b', 'c', 'e']);
    expect(gone(placing)).toEqual(['d']);
  });

  it('does not take a small file for another by chance', () => {
    const placing = place(
      file('two.md', { intro: { title: 'Introduction', answer: 'to something else' } }),
      before,
    );
    expect(ids(placing)).toEqual(['intro-2']);
    expect(gone(placing)).toEqual([]);
  });

  it('takes a renamed file of one question for what it was', () => {
    expect(ids(place(file('renamed.md', { intro: 'Introduction' }), before))).toEqual(['intro']);
    const written = { intro: { title: 'Introduction!', answer: 'edited', idWritten: true } };
    expect(ids(place(file('renamed.md', written), before))).toEqual(['intro']);
  });

  it('does not let a file go on from one that is imported as well', () => {
    const placing = place(
      [
        ...file('old/guide.md', { a: 'About a', b: 'About b', c: 'About c', d: 'About d' }),
        ...file('copy.md', { a: { title: 'About a', answer: 'mine' }, b: 'About b' }),
      ],
      before,
    );
    expect(ids(placing)).toEqual(['a', 'b', 'c', 'd', 'a-2']);
    expect(placing.twins.map(({ id }) => id)).toEqual(['a-2', undefined]);
  });

  it('keeps the id that it gave to the second of a title, whichever file is imported alone', () => {
    const both = imported(
      file('a.md', { intro: 'Introduction', x: 'X?' }),
      file('b.md', { intro: { title: 'Introduction', answer: 'other' }, y: 'Y?' }),
    );
    expect([...both.questions.keys()].toSorted()).toEqual(['intro', 'intro-2', 'x', 'y']);
    const alone = place(file('b.md', { intro: { title: 'Introduction', answer: 'edited' }, y: 'Y?' }), both);
    expect(ids(alone)).toEqual(['intro-2', 'y']);
  });

  it('passes by ids that questions of the user have', () => {
    const upstream = [
      ...file('a.md', { intro: 'Introduction' }),
      ...file('b.md', { intro: { title: 'Introduction', answer: 'other' } }),
    ];
    expect(ids(place(upstream, NO_MANIFEST, ['intro-2']))).toEqual(['intro', 'intro-3']);
  });

  it('looks for no retitled questions in a file that is new altogether', () => {
    const many = (prefix: string): readonly Upstream[] =>
      file(
        'a.md',
        Object.fromEntries(
          Array.from({ length: 2600 }, (_, i) => [`${prefix}-${i}`, `What of ${prefix} ${i}?`]),
        ),
      );
    const placing = place(many('new'), imported(many('old')));
    expect(placing.gone).toHaveLength(2600);
  });
});
