// What may be a placeholder beyond the certain rules, and what never is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import {
  possibleIn,
  type PossibleSpot,
  withPlaceholders,
} from '../../../src/formats/question/possible-placeholders.ts';
import { placeholderLabel } from '../../../src/core/fill/values.ts';
import { readPlaceholders } from '../../../src/formats/question/placeholders.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import {
  type WrittenQuestion,
  writeQuestion,
  writtenQuestion,
} from '../../../src/formats/question/question-writer.ts';
import { questionText } from '../../support/question-texts.ts';

function question(text: string): Question {
  const [one] = readQuestionFile(openSource('a.md', text), '').questions;
  if (!one) throw new Error('no question');
  return one;
}

const spotsIn = (text: string): readonly PossibleSpot[] =>
  spotsOf({
    ...question('# What is it?\n\nA lock.\n'),
    answer: openSource('a.md', text).textAt(0, text.length),
    placeholders: [],
  });

const found = (text: string): readonly string[] =>
  spotsIn(text).map(({ written, becomes }) => `${written.text} → ${becomes}`);

describe('a text', () => {
  it('may hold callouts', () => {
    expect(found('> [!tip]\n> Be short.\n\n> [!info]- More\n> It is a lock.')).toEqual([]);
  });

  it('in code may hold names of what commands take', () => {
    expect(
      found('Run `<region>` or `kubectl get <pod>` there. Its shape is `[N]`, `[B, 3]`, `[...]`.'),
    ).toEqual([]);
  });

  it.each([
    [
      'We reached [specific outcome] at [Company].',
      '[specific outcome] → [FILL IN: specific outcome]',
      '[Company] → [FILL IN: Company]',
    ],
    [
      'At 3x speed and 10x the load it took XX seconds, and XXX messages.',
      'XX → [FILL IN: number]',
      'XXX → [FILL IN: number]',
    ],
    ['$[cost] per month.', '[cost] → [FILL IN: your cost]'],
    ['It rose by [percentage]%.', '[percentage] → [FILL IN: your percentage]'],
    [
      'We grew by `{team_size}` people at `{company}`, on the path `/users/{id}` that `{{ name }}` prints.',
      '`{team_size}` → [FILL IN: team size]',
      '`{company}` → [FILL IN: your company]',
    ],
    ['A miss costs `[X]` €, and `[XX]` minutes.', '`[X]` → [FILL IN: number]', '`[XX]` → [FILL IN: number]'],
    [
      String.raw`GRR \[\_\_\]%, at TODO_NUMBER accounts.`,
      String.raw`\[\_\_\] → [FILL IN: number]`,
      'TODO_NUMBER → [FILL IN: NUMBER]',
    ],
    [
      'I worked there for `<number>` years, on `<name of the ward>` on `<div>`.',
      '`<number>` → [FILL IN: your number]',
      '`<name of the ward>` → [FILL IN: name of the ward]',
    ],
    ['It took **X** ms, and **N** weeks.', 'X → [FILL IN: number]', 'N → [FILL IN: number]'],
    ['前職では月【○】件に減らした。', '【○】 → [FILL IN: number]'],
    [
      'p99 が 2.3 秒から【要記入】ミリ秒になり、残業は月（確認）時間です。押下（確認）する（口は言わない）、再生（本番の記録）、（夜に一括）、（別の日）。',
      '【要記入】 → [FILL IN: 要記入]',
      '（確認） → [FILL IN: 確認]',
    ],
    [
      'We need [# of samples] of them, and had ## leads. Der Fehler lag bei (noch messen) %, ZAHL % davon neu.',
      '[# of samples] → [FILL IN: number of samples]',
      '## → [FILL IN: number]',
      '(noch messen) → [FILL IN: noch messen]',
      'ZAHL → [FILL IN]',
    ],
    [
      '지연은 [숫자]ms였고, 정확도는 (측정 중)입니다.',
      '[숫자] → [FILL IN: 숫자]',
      '측정 중 → [FILL IN: 측정 중]',
    ],
    ['Das kostete noch offen % Laufzeit; die Frage ist noch offen.', 'noch offen → [FILL IN: noch offen]'],
    [
      'Доля выросла с 4 % до уточнить. Офлайн выиграли 0,0X. Надо уточнить.',
      'уточнить → [FILL IN]',
      '0,0X → [FILL IN: number]',
    ],
    [
      'The p99 is [p99]ms and the p50 is [p50] ms, [qps] requests/s, [accuracy]%.',
      '[p99] → [FILL IN: your p99]',
      '[p50] → [FILL IN: your p50]',
      '[qps] → [FILL IN: your qps]',
      '[accuracy] → [FILL IN: your accuracy]',
    ],
    ['| [Team size] | 5 |', '[Team size] → [FILL IN: Team size]'],
    ['- **[Project name]**: it', '[Project name] → [FILL IN: Project name]'],
    [
      'It takes TBD minutes and TBC % fail. TBD: the p99. TODO ask Ines',
      'TBD → [FILL IN]',
      'TBC → [FILL IN]',
      'TBD: the p99 → [FILL IN: the p99]',
      'TODO ask Ines → [FILL IN: TODO ask Ines]',
    ],
    ['It draws TODO mW on the watch and 12 mW on the phone.', 'TODO → [FILL IN]'],
    [
      'p95: TODO ms in the office, TODO users; Cost: $TODO per month.',
      ...Array<string>(3).fill('TODO → [FILL IN]'),
    ],
    ['It fell to TODO% after a TODO x speed-up.', 'TODO → [FILL IN]', 'TODO → [FILL IN]'],
    ['It is TODO: measure, about 2 GB.', 'TODO: measure → [FILL IN]'],
    ['40 ms at p50. TBD: p99.', 'TBD: p99 → p99: [FILL IN: your p99]'],
    [
      'It took n = ? runs in # stores, ± ? points. We asked ~N analysts, and preferred it by %%%.',
      '? → [FILL IN]',
      '# → [FILL IN: number]',
      '? → [FILL IN]',
      'N → [FILL IN: number]',
      '%%% → [FILL IN]',
    ],
    [
      'We moved [# services] services, in ⬜⬜ hours.',
      '[# services] → [FILL IN: number services]',
      '⬜⬜ → [FILL IN]',
    ],
    ['Запрос работал N минут.', 'N → [FILL IN: number]'],
    ['p95で○○msかかり、精度は（未測定）%です。', '○○ → [FILL IN]', '未測定 → [FILL IN]'],
    ['It was ~N GB/s of [ ]% and draws … mW.', 'N → [FILL IN: number]', '[ ] → [FILL IN]', '… → [FILL IN]'],
    ['PTQ lost <WER delta> points.', '<WER delta> → [FILL IN: WER delta]'],
    ['It draws [P] W at [Q] V.', '[P] → [FILL IN: number]', '[Q] → [FILL IN: number]'],
    ['It took <your number> days.', '<your number> → [FILL IN: your number]'],
    [
      'At <company-name> and <your-team>.',
      '<company-name> → [FILL IN: company name]',
      '<your-team> → [FILL IN: your team]',
    ],
    [
      'Dear <first name>, I came from <city>.',
      '<first name> → [FILL IN: first name]',
      '<city> → [FILL IN: your city]',
    ],
    ['As [ROLE TITLE] I cut [COSTS].', '[COSTS] → [FILL IN: COSTS]'],
    [
      '```markdown\n# {Full Name}\n\n{Date}\n{Two sentences on why you, with one number that they can check.}\n```',
      '{Full Name} → [FILL IN: Full Name]',
      '{Date} → [FILL IN: Date]',
      '{Two sentences on why you, with one number that they can check.} → [FILL IN: Two sentences on why you, with one number that they can check.]',
    ],
    [
      '{{REMOTE | OFFICE}} since 20XX',
      '{{REMOTE | OFFICE}} → [FILL IN: REMOTE | OFFICE]',
      '20XX → [FILL IN: year]',
    ],
    [
      'Recall is TBD. [TODO Ines: ask them]',
      'TBD → [FILL IN]',
      '[TODO Ines: ask them] → [FILL IN: TODO Ines: ask them]',
    ],
    ['We had (insert: how many) customers.', '(insert: how many) → [FILL IN: how many]'],
    ['The relay lags by <FILL: relay p99> ms.', '<FILL: relay p99> → [FILL IN: relay p99]'],
    [
      'Tarea: [cantidad] de [lo que vendimos], con {número} personas. A COMPLETAR',
      '[cantidad] → [FILL IN: your cantidad]',
      '[lo que vendimos] → [FILL IN: lo que vendimos]',
      '{número} → [FILL IN: your número]',
    ],
    [
      'It was <<one lesson>>, on dd/mm/yyyy, for 1:XX of xx.000 at 08:?? o’clock, in N months.',
      '<<one lesson>> → [FILL IN: one lesson]',
      'dd/mm/yyyy → [FILL IN: dd/mm/yyyy]',
      '1:XX → [FILL IN: number]',
      'xx.000 → [FILL IN: number]',
      '08:?? → [FILL IN: number]',
      'N → [FILL IN: number]',
    ],
    [
      '株式会社○○のXX部で[会社名]を',
      '○○ → [FILL IN]',
      'XX → [FILL IN: number]',
      '[会社名] → [FILL IN: 会社名]',
    ],
    [
      '- [Task 1]\n- [Task 2]\n- [name]\n- [role]',
      '[Task 1] → [FILL IN: Task 1]',
      '[Task 2] → [FILL IN: Task 2]',
      '[name] → [FILL IN: your name]',
      '[role] → [FILL IN: your role]',
    ],
    [
      '| xxx ms | __ MB | ?? % |',
      'xxx → [FILL IN: number]',
      '__ → [FILL IN: number]',
      '?? → [FILL IN: number]',
    ],
    ['Latency fell by XX% to ~N ms.', 'XX → [FILL IN: number]', 'N → [FILL IN: number]'],
    [
      'From XXms to X.X s, saving $XXk.',
      'XX → [FILL IN: number]',
      'X.X → [FILL IN: number]',
      'XX → [FILL IN: number]',
    ],
    [
      'We cut the bill from $X to $Y per month, and it ran at [current CPU %] of the host.',
      'X → [FILL IN: number]',
      'Y → [FILL IN: number]',
      '[current CPU %] → [FILL IN: current CPU %]',
    ],
    [
      '| Owner | ??? |\n| Due | to be confirmed |\nSigned: -----, 00/00/0000',
      '??? → [FILL IN: number]',
      'to be confirmed → [FILL IN: to be confirmed]',
      '00/00/0000 → [FILL IN]',
    ],
    [
      'At &lt;company name&gt;, Firma XY, YOUR CITY and github.com/your-org, with (number) years.',
      '&lt;company name&gt; → [FILL IN: company name]',
      'XY → [FILL IN: name]',
      'YOUR CITY → [FILL IN: YOUR CITY]',
      'your-org → [FILL IN: your-org]',
      '(number) → [FILL IN: your number]',
    ],
    [
      'Ho un team di (quante?) persone da [n] anni, [..]% in meno, ХХ% e HH:MM, {#} users, <5-word problem>.',
      '(quante?) → [FILL IN: quante?]',
      '[n] → [FILL IN: number]',
      '[..] → [FILL IN: number]',
      'ХХ → [FILL IN: number]',
      'HH:MM → [FILL IN: HH:MM]',
      '{#} → [FILL IN: number]',
      '<5-word problem> → [FILL IN: 5-word problem]',
    ],
    [
      '[회사]에서 N년간, 〇〇年間、××万円',
      '[회사] → [FILL IN: 회사]',
      'N → [FILL IN: number]',
      '〇〇 → [FILL IN]',
      '×× → [FILL IN]',
    ],
    ['I led [[your team size]].', '[[your team size]] → [FILL IN: your team size]'],
    ['about XX people', 'XX → [FILL IN: number]'],
    ['It is meant for {audience}.', '{audience} → [FILL IN: your audience]'],
    [
      '```\nHi [name],\n\nI saw [2-3 sentences on what they did, and why it matters].\n```',
      '[name] → [FILL IN: your name]',
      '[2-3 sentences on what they did, and why it matters] → [FILL IN: 2-3 sentences on what they did, and why it matters]',
    ],
  ])('%s may hold some', (text, ...wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it.each([
    'See [the docs](https://example.com) and [that one][ref] and [^note].',
    'As in [Smith 2020] and [12] and [sic], [citation needed].',
    'Use `[some option]` and [MASK], [CLS], [OPTIONS].',
    '```sh\n[not this one]\n```',
    '```\n$ run [this one]\n```',
    '```\n│ [this box] │ --> │ [that box] │\n```',
    'GET /users/{name} and ${BUILD_URL} of {a, b}.',
    'arr[index] and f[some thing] and [[wiki page]]',
    '- [ ] to do\n- [x] done',
    '> [!NOTE]\n> careful',
    'It takes O(N) time, N log N at best, the top N results.',
    'N times as many, X and Y, axis X.',
    '[Similar format to above]',
    'a <b>bold</b> <details open> <x-chart></x-chart> <p class="x">',
    '[defined label] is a link\n\n[defined label]: https://example.com',
    '[FILL IN: latency_ms] and [X]ms and [your team]',
    '$[a b]$ and $$[c d]$$',
    'Each [key, value] pair of [row, column, cell].',
    'The tokens <pad> and <unk>, a List<String>, a Map<K, V>, press <Enter> or <Esc>.',
    'As in [Rogers2020] and <React.Fragment>, <!-- a comment -->.',
    'A lone <element> and <ul> with <li> inside.',
    '- [x] done\n- [X] too',
    '```\nusage: run [--fast] <file>\nfor (const a of b) { go(a, b); }\n```',
    'It says {{ count | plural }} and {{#if open}} and ${{ env.NAME }}.',
    '- TODO: ask about the team',
    'We had a TODO list, boxes [ ] for it, and N and/or M; I … waited.\n- [ ] ms are enough',
    'Never write "TBD" in a TODO app.',
    'Duplicates were rare last month (TODO: check). It took long (TODO: double-check this).',
    'TBD',
    '**TODO**',
    'Your answer here',
    'We retry on HTTP 5xx/429, on 429/5xx and on 4xx-5xx.',
    'It was late in the siglo XX, and T5-XXL is XL with 4xx and 1.x; Really?? OOM! (and why?)',
    '```\n$ run <your file>\n> XX%\nfor (const a of b) { go(a, b); }\n```\n\nSee `code` and [your questions](your-questions.md) (Enter stops it).',
    'log N minus N counts, { prompt: the time it took, unit: ms }',
    'if [ $# -ne 1 ]; then; N개의 노드, 变量X的值',
    '\\cite{knuth84} and (as we saw in (a), b) and { key: value } and {...rest}',
    'As in [p. 44] and [Fig. 2], we waited [for hours].',
    'The cells [A1] and [B2], seats[A1]ms, and the notes [n1] and [n2].',
    'See [[Consumer groups]]. The team is [[Team Rate]], about [[the goal]] and [[salary numbers]].',
    'See [[Some note]], <https://example.com>, <me@example.com> and press <Ctrl-C>.',
    '```yaml\nbranches: [main, dev]\nname: {{ .Values.name }}\n```',
  ])('%s holds none', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['[the name] ', 5_000],
    ['<your a', 0],
    ['[[', 0],
    ['XX% ', 5_000],
    ['`[a b', 0],
    ['<a b ', 0],
    ['[a b](', 0],
    ['{a b ', 0],
    ['[X/a\t', 0],
    ['<your name> ', 5_000],
    ['(your a', 0],
    ['{{a', 0],
    ['@@a ', 0],
    ['[a b](your', 0],
    ['X.', 0],
    ['_', 0],
    ['\\_', 0],
    ['. ', 1],
    ['&lt;a b ', 0],
    ['\\<a', 0],
    ['$AAAA', 0],
    ['*|A ', 0],
    ['-', 0],
    [': -', 0],
    ['[ ', 0],
    ['00/', 1_666],
    ['ab/', 0],
  ])('with %s again and again is looked through', (piece, count) => {
    expect(spotsIn(piece.repeat(count > 1 ? 5_000 : 20_000))).toHaveLength(count);
  });
});

const spotsOf = (one: Question): readonly PossibleSpot[] => possibleIn([one]).flat();

describe('the spots of a question', () => {
  const sample = question(
    [
      '---',
      'id: a',
      '---',
      '# What did you [do here]?',
      '',
      'We cut it by XX% with [the team].',
      '',
      '## Key points',
      '- the [goal of it]',
      '',
      '## Follow-ups',
      '### How did [the team] like it?',
      'By XX%.',
    ].join('\n'),
  );

  it('are those of its answer and follow-ups, with keys that tell equal ones apart', () => {
    expect(spotsOf(sample).map(({ key }) => key)).toEqual(['XX#1', '[the team]#1', '[the team]#2', 'XX#2']);
    expect(spotsOf(sample).map(({ written }) => written.at.start.line)).toEqual([6, 6, 12, 13]);
    for (const { text, at } of spotsOf(sample).map(({ written }) => written)) {
      expect(at.end.offset - at.start.offset).toBe(text.length);
      expect(at.end.column - at.start.column).toBe(text.length);
    }
  });

  it('become placeholders where they are taken, and nothing else changes', () => {
    const taken = spotsOf(sample).filter(({ key }) => ['[the team]#1', 'XX#2'].includes(key));
    const after = writtenQuestion(sample, withPlaceholders(taken));
    expect(after.answer).toBe('We cut it by XX% with [FILL IN: the team].');
    expect(after.followUps).toEqual([['How did [the team] like it?', 'By [FILL IN: number]%.']]);
    expect(writtenQuestion(sample, withPlaceholders([]))).toEqual(writtenQuestion(sample));
    const again = question(writeQuestion(after));
    expect(again.placeholders.map(({ written, unitAround }) => [written.text, unitAround])).toEqual([
      ['[FILL IN: the team]', undefined],
      ['[FILL IN: number]', '%'],
    ]);
  });

  it('are all placeholders once they are taken, in whatever people write', () => {
    fc.assert(
      fc.property(questionText, fc.constantFrom('[the thing]', 'XX%', '<your name>'), (text, more) => {
        const [one] = readQuestionFile(openSource('a.md', `${text}\n\n${more}`), '').questions;
        if (!one) return;
        const spots = spotsOf(one);
        const after = writtenQuestion(one, withPlaceholders(spots));
        const length = ({ answer, followUps }: WrittenQuestion): number =>
          [answer, ...followUps.flat()].join('').length;
        const grown = spots.reduce(
          (sum, { written, becomes }) => sum + becomes.length - written.text.length,
          0,
        );
        expect(length(after)).toBe(length(writtenQuestion(one)) + grown);
      }),
      { seed: 5 },
    );
  });
});

it('is shown without the marks that an export put before its brackets', () => {
  const source = openSource('a.md', 'It takes \\[X\\]ms.');
  const { placeholders } = readPlaceholders(source, 0, source.text.length, {
    question: 'q',
    inFollowUp: false,
  });
  expect(placeholders.map(placeholderLabel)).toEqual(['[X] ms']);
});
