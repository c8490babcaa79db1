import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, mergeEntries } from '../../../src/core/schedule/journal.ts';
import { entryFields, formatEntry, parseJournal } from '../../../src/formats/stored/journal-lines.ts';
import { anyCharacter } from '../../support/characters.ts';
import { anyEntry, at, attempt, berlin } from '../../support/entries.ts';

const FILE = 'journal/laptop.jsonl';
const nine = at('2026-11-24T09:00:00.000+01:00');
const line = (entry: Entry): string => `${formatEntry(entry, berlin)}\n`;
const parse = (text: string): ReturnType<typeof parseJournal> => parseJournal(FILE, text);
const good = line(attempt('1', 'q', 'good', nine));

const attemptLine = (fields: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ v: 1, ...entryFields(attempt('1', 'q', 'good', nine), berlin), ...fields })}\n`;

describe('a journal line', () => {
  it('has the fields of its entry, and the time as people write it', () => {
    const entry = attempt('01J', 'attention-complexity', 'good', nine, {
      elapsedMs: 41_200,
      points: [1, 1, 0],
      cited: ['attention_ms_512'],
      questionHash: 'h',
      session: '01S',
      text: 'O(n²)\nin two lines',
    });
    expect(JSON.parse(formatEntry(entry, berlin))).toEqual(
      JSON.parse(
        '{"v":1,"id":"01J","type":"attempt","question":"attention-complexity","rating":"good",' +
          '"at":"2026-11-24T09:00:00.000+01:00","elapsedMs":41200,"mode":"type","points":[1,1,0],' +
          '"cited":["attention_ms_512"],"text":"O(n²)\\nin two lines","session":"01S","questionHash":"h"}',
      ),
    );
  });

  it('has 1, 0 or null for each point, and lines from before there was null read as they did', () => {
    const pointsIn = (points: string): unknown => {
      const { entries, problems } = parse(attemptLine({ points: JSON.parse(points) }));
      expect(problems).toEqual([]);
      const [entry] = entries;
      return entry?.type === 'attempt' ? entry.points : undefined;
    };
    expect(pointsIn('[1,0,1]')).toEqual([1, 0, 1]);
    expect(pointsIn('[1,null,0]')).toEqual([1, null, 0]);
    expect(pointsIn('[null,null]')).toEqual([null, null]);
    expect(line(attempt('1', 'q', 'good', nine, { points: [1, null] }))).toContain('"points":[1,null],');
  });

  it.each<[Entry, string]>([
    [
      attempt('1', 'q', 'again', nine, { by: 'override', cram: true, title: 'T', recording: 'a.wav' }),
      '{"v":1,"id":"1","type":"attempt","question":"q","rating":"again","at":"2026-11-24T09:00:00.000+01:00","elapsedMs":1000,"mode":"type","points":[],"cited":[],"recording":"a.wav","by":"override","cram":true,"title":"T"}',
    ],
    [
      attempt('1', 'q', 'good', nine, {
        mode: 'speak',
        recording: 'recordings/1.wav',
        delivery: {
          durationMs: 9000,
          firstWordMs: 400,
          speechMs: 7000,
          pauses: 2,
          longestPauseMs: 900,
          silenceMs: 1600,
        },
        transcribed: true,
        partsMs: [4000, 5000],
      }),
      '{"v":1,"id":"1","type":"attempt","question":"q","rating":"good","at":"2026-11-24T09:00:00.000+01:00","elapsedMs":1000,"mode":"speak","points":[],"cited":[],"recording":"recordings/1.wav","delivery":{"durationMs":9000,"firstWordMs":400,"speechMs":7000,"pauses":2,"longestPauseMs":900,"silenceMs":1600},"transcribed":true,"partsMs":[4000,5000]}',
    ],
    [
      { type: 'undo', id: '2', at: nine, target: '1' },
      '{"v":1,"id":"2","type":"undo","at":"2026-11-24T09:00:00.000+01:00","target":"1"}',
    ],
    [
      { type: 'suspend', id: '3', at: nine, question: 'q' },
      '{"v":1,"id":"3","type":"suspend","at":"2026-11-24T09:00:00.000+01:00","question":"q"}',
    ],
    [
      { type: 'relink', id: '4', at: nine, from: 'a', to: 'b', why: 'same title' },
      '{"v":1,"id":"4","type":"relink","at":"2026-11-24T09:00:00.000+01:00","from":"a","to":"b","why":"same title"}',
    ],
    [
      { type: 'note', id: '5', at: nine, question: 'q', text: 'n' },
      '{"v":1,"id":"5","type":"note","at":"2026-11-24T09:00:00.000+01:00","question":"q","text":"n"}',
    ],
    [
      {
        type: 'change',
        id: '6',
        at: nine,
        own: [{ name: 'q', before: { text: 'Old.', updatedAt: '' }, after: { text: 'New.', updatedAt: '' } }],
        values: [{ name: 'ms', after: { value: '45 ms', number: 45, unit: 'ms', updatedAt: '' } }],
      },
      '{"v":1,"id":"6","type":"change","at":"2026-11-24T09:00:00.000+01:00","own":[{"name":"q","before":{"text":"Old.","updatedAt":""},"after":{"text":"New.","updatedAt":""}}],"values":[{"name":"ms","after":{"value":"45 ms","number":45,"unit":"ms","updatedAt":""}}]}',
    ],
  ])('is pinned for %j', (entry, text) => {
    expect(JSON.parse(formatEntry(entry, berlin))).toEqual(JSON.parse(text));
    expect(parse(text).entries).toEqual([entry]);
  });

  it('reads back as the very same entry, any text and any hostile name included', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 10 }), (entries) => {
        const { entries: read, problems, newer } = parse(entries.map(line).join(''));
        expect(read).toEqual(entries);
        expect(problems).toEqual([]);
        expect(newer).toBe(false);
      }),
      { seed: 41 },
    );
  });

  it('may have a prediction, as those of earlier versions', () => {
    const written = formatEntry(attempt('1', 'q', 'good', nine), berlin);
    const { entries, problems } = parseJournal('j', `${written.slice(0, -1)},"predicted":0.5}\n`);
    expect({ entries, problems }).toEqual({ entries: [attempt('1', 'q', 'good', nine)], problems: [] });
  });

  it('may have fields that this version does not know', () => {
    expect(parse(attemptLine({ mood: 'fine', nested: { v: 9 } })).entries).toHaveLength(1);
  });
});

describe('a damaged journal', () => {
  it('loses a torn last line only, and says so', () => {
    const { entries, problems } = parse(good + good.slice(0, 40));
    expect(entries).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'journal-torn',
      severity: 'warning',
      at: {
        file: FILE,
        start: { line: 2, column: 1, offset: good.length },
        end: { offset: good.length + 40 },
      },
    });
  });

  it('torn at any byte gives every whole line before', () => {
    const second = line(attempt('2', 'q', 'hard', nine));
    for (let length = 1; length < second.length - 1; length++) {
      const { entries, problems } = parse(good + second.slice(0, length));
      expect([entries.length, problems.map(({ code }) => code)]).toEqual([1, ['journal-torn']]);
    }
  });

  it('keeps a last line that lacks nothing but its newline', () => {
    expect(parse(good.trimEnd())).toMatchObject({ entries: [{ id: '1' }], problems: [] });
  });

  it('reports a bad line in the middle with its number and uses the rest', () => {
    const { entries, problems } = parse(`${good}{"v":1,oops\n${line(attempt('2', 'q', 'hard', nine))}`);
    expect(entries.map(({ id }) => id)).toEqual(['1', '2']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'journal-damaged', at: { start: { line: 2, column: 1 } } });
    expect(problems[0]?.message).toContain('Line 2');
  });

  it('reports a last line that is not JSON but has its newline as damaged, not as torn', () => {
    expect(parse(`${good}oops\n`).problems).toMatchObject([{ code: 'journal-damaged' }]);
  });

  it.each([
    [{ id: '' }, '"id"'],
    [{ id: 7 }, '"id"'],
    [{ id: 'x'.repeat(501) }, '"id"'],
    [{ question: undefined }, '"question"'],
    [{ rating: 'best' }, '"rating"'],
    [{ rating: 3 }, '"rating"'],
    [{ at: '2026-11-24' }, '"at"'],
    [{ at: 1_795_507_200_000 }, '"at"'],
    [{ elapsedMs: -1 }, '"elapsedMs"'],
    [{ elapsedMs: null }, '"elapsedMs"'],
    [{ elapsedMs: '5' }, '"elapsedMs"'],
    [{ mode: 'sing' }, '"mode"'],
    [{ points: [1, 2] }, '"points"'],
    [{ points: [true] }, '"points" must be a list of 0, 1 and null'],
    [{ points: { length: 0 } }, '"points"'],
    [{ points: Array.from({ length: 1001 }, () => 1) }, '"points"'],
    [{ cited: [1] }, '"cited"'],
    [{ cited: undefined }, '"cited"'],
    [{ text: 5 }, '"text"'],
    [{ by: 'magic' }, '"by"'],
    [{ cram: 'yes' }, '"cram"'],
    [{ session: '' }, '"session"'],
    [{ title: [] }, '"title"'],
    [{ questionHash: {} }, '"questionHash"'],
    [{ recording: 1 }, '"recording"'],
    [{ type: 'quiz' }, '"type"'],
    [{ type: 'undo' }, '"target"'],
    [{ type: 'relink', from: 'a' }, '"to"'],
    [{ type: 'relink', from: 'a', to: 'b', why: 1 }, '"why"'],
    [{ type: 'note' }, '"text"'],
    [{ type: 'suspend', question: null }, '"question"'],
    [{ type: 'constructor' }, '"type"'],
    [{ v: undefined }, '"v"'],
    [{ v: 0 }, '"v"'],
    [{ v: '1' }, '"v"'],
  ])('refuses a line with %j and names the field', (fields, named) => {
    const { entries, problems, newer } = parse(attemptLine(fields) + good);
    expect(entries).toHaveLength(1);
    expect(newer).toBe(false);
    expect(problems).toMatchObject([{ code: 'journal-damaged', severity: 'warning' }]);
    expect(problems[0]?.message).toContain(named);
  });

  it.each(['[]', 'null', '7', '"text"', 'true'])('refuses a line that is JSON but no object: %s', (text) => {
    expect(parse(`${text}\n`).problems).toMatchObject([{ code: 'journal-damaged' }]);
  });

  it('takes no field from what objects inherit, and pollutes nothing', () => {
    const hostile =
      '{"v":1,"__proto__":{"id":"1","type":"undo","target":"2","at":"2026-11-24T09:00:00Z"},"polluted":1}';
    expect(parse(`${hostile}\n`).entries).toEqual([]);
    const named = line(
      attempt('__proto__', 'constructor', 'good', nine, { cited: ['__proto__', 'toString'] }),
    );
    expect(mergeEntries(parse(named).entries)).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'id') || Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('a journal of a newer version', () => {
  it('is marked so that it can be refused, wherever the newer line stands', () => {
    expect(parse('{"v":2,"id":"x","type":"dream"}\n').newer).toBe(true);
    expect(parse(`${good}{"v":1.5}\n${good}`).newer).toBe(true);
    expect(parse(good).newer).toBe(false);
  });
});

describe('parsing a journal', () => {
  it('tolerates a byte order mark, CRLF, blank lines and nothing at all', () => {
    const crlf = good.replace('\n', '\r\n');
    expect(parse(`\uFEFF${crlf}\r\n\n  \n${crlf}`)).toMatchObject({
      entries: [{ id: '1' }, { id: '1' }],
      problems: [],
    });
    expect(parse('')).toEqual({ entries: [], problems: [], newer: false });
  });

  it('never throws, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
        expect(() => parse(text)).not.toThrow();
      }),
      { seed: 42 },
    );
    expect(() => parse('['.repeat(100_000))).not.toThrow();
    expect(() => parse(`{"v":1,"a":${'{"a":'.repeat(50_000)}`)).not.toThrow();
  });

  it('reports a file of nothing but damage, with one problem a line', () => {
    expect(parse('\0\0\0\n'.repeat(50_000)).problems).toHaveLength(50_000);
  });
});
