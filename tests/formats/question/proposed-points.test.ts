// Points that prep proposes for answers without any: sentences come without the marks of Markdown around.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { feedbackOn } from '../../../src/core/feedback/feedback.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

function pointsOf(answer: string): readonly string[] {
  const text = `# G\n### Q1: What?\n${answer}\n`;
  const [question] = readBankFile(openSource('guide.md', text), 'bank').questions;
  const points = question?.keyPoints ?? [];
  // The place of a point holds what its text says, and no more.
  const whole = points.filter(({ at }) => !text.slice(at.start.offset, at.end.offset).includes(' | '));
  expect(whole.map(({ at }) => text.slice(at.start.offset, at.end.offset).trim())).toEqual(
    whole.map((point) => point.text),
  );
  return points.map((point) => point.text);
}

describe('a proposed point', () => {
  it('leaves the mark of the item that follows to that item', () => {
    expect(pointsOf('We kept [X] rows in memory\n- first thing\n- second')).toEqual([
      'We kept [X] rows in memory',
      'first thing',
      'second',
    ]);
    expect(pointsOf('It took [Z] ms\n> and in the quotation [Y] ms')).toEqual([
      'It took [Z] ms',
      'and in the quotation [Y] ms',
    ]);
  });

  it('is neither a formula, nor a quote, nor where to read more', () => {
    const items = '- Take a lock per key\n- Add jitter to the TTL';
    const two = ['Take a lock per key', 'Add jitter to the TTL'];
    for (const other of [
      'see also: [runbook](https://wiki.example.com)',
      '**Source**: https://example.com/a?b=c.',
      'Read more: [this](a.md), [that](b.md).',
      '> "a queue without a DLQ is a loop" - Sam',
      String.raw`$$\begin{bmatrix}1 & 4 \\ -1 & 3\end{bmatrix}$$`,
      String.raw`\begin{align} a &= b \\ &= c \end{align}`,
    ])
      expect(pointsOf(`${items}\n- ${other}`)).toEqual(two);
    const prose = 'An index that has all columns of the query is enough.';
    expect(pointsOf(`${prose}\n\n$$\na \\\\\nb\n$$\n\nSee also [the docs](a.md).`)).toEqual([prose]);
    expect(pointsOf('- Use a lock, see [docs](a.md)\n- Take $n^2$ steps')).toEqual([
      'Use a lock, see [docs](a.md)',
      'Take $n^2$ steps',
    ]);
    expect(pointsOf(': Maps IP to MAC on the local network.\n: Ours had [N] entries.')).toEqual([
      'Maps IP to MAC on the local network.',
      'Ours had [N] entries.',
    ]);
  });

  it('is nothing that gives a bad impression, no advice and no list of what to read', () => {
    const [first, last] = ['Transactions join several tables at once', 'The schema is checked on each write'];
    for (const other of [
      '**Red flags:** saying "because everyone uses it at work".',
      '**Red flags**\n\n- saying that everyone uses it\n- knowing no other database',
      '🚩 **Weak answer**: It is just better for most things.',
      '⚠️ **Pitfall:** do not ramble on about other databases.',
      '**Pro tip:** mention one migration that you made yourself.',
      '#### References\n\n- [The manual](https://a.example)\n\n#### In short',
    ]) {
      expect(pointsOf(`${first}.\n\n${other}\n\n${last}.`)).toEqual([`${first}.`, `${last}.`]);
      expect(pointsOf(`- ${first}\n\n${other}\n\n**Also.** ${last}.`)).toEqual([first, `**Also.** ${last}.`]);
    }
    expect(pointsOf(`- ${first}\n- **Tip:** say why.\n- ${last}`)).toEqual([first, last]);
  });

  it('does not end at an ellipsis in code', () => {
    const lock = 'Row locks on the accounts (`SELECT … FOR UPDATE`), always taken in ascending order.';
    const next = 'Overdraft checks need the lock, too, or two payouts pass.';
    expect(pointsOf(`${lock} ${next}`)).toEqual([lock, next]);
  });

  it('is no image, and ends where a quote or a table begins below its item', () => {
    const items = '1. Add the column, nullable\n2. Drop the old one';
    const two = ['Add the column, nullable', 'Drop the old one'];
    expect(pointsOf(`${items}\n> [!warning] They asked\n> what went wrong.`)).toEqual(two);
    expect(pointsOf(`${items}\n| phase | took |\n|---|---|\n| backfill | a day |`)).toEqual(two);
    expect(pointsOf(`${items} of them\n   > as they said`)).toEqual([two[0], `${two[1]} of them`]);
    const prose = 'An index that has all columns of the query is enough.';
    for (const image of ['![](../media/er.png)', '![The tables](er.png "Tables")', '<img src="er.png">'])
      expect([pointsOf(`${prose}\n\n${image}`), pointsOf(`${items}\n3. ${image}`)]).toEqual([[prose], two]);
  });

  it('is no footnote', () => {
    const prose = 'An overrun costs twice as much as an idle minute.';
    expect(pointsOf(`${prose}[^1]\n\n[^1]: Cost ratio from the report of 2024, p. 12.`)).toEqual([prose]);
  });

  it('does not end at the period of an abbreviation', () => {
    const sentence = '[X] ops/s with the cache against [Y] without, i.e. nine times as many.';
    expect(pointsOf(`${sentence} It is worth it, e.g. for us.`)).toEqual([sentence]);
    for (const whole of [
      'Das spart z. B. 20 ms, d. h. etwa 5 % der Zeit.',
      'Der Takt liegt bei ca. 20 kHz, u. a. wegen der Grenzwerte.',
      'Am 3. November haben wir das gemessen, vgl. Abb. 3.',
      'The ratio of the costs is from the report of 2024, p. 12.',
      'Ordering the rooms removed 12! equivalent solutions and cut the time.',
      'Ordering the rooms removed [X]! equivalent solutions and cut the time.',
    ])
      expect(pointsOf(whole)).toEqual([whole]);
  });

  it('of a row of a table has the words of the head before its cells, but its name, and a sentence beside it', () => {
    const table = '| option | cost |\n|---|---|\n| window | [A] µs |\n| bucket | [B] µs |\n\nThe end.';
    expect(pointsOf(table)).toEqual(['window, cost: [A] µs', 'bucket, cost: [B] µs']);
    expect(pointsOf(table.replaceAll('---', ' :-- '))).toHaveLength(2);
    expect(pointsOf('| part | what |\n|---|---|\n| expiry | keys are deleted after 72 hours |')).toEqual([
      'expiry: keys are deleted after 72 hours',
    ]);
    expect(pointsOf('| [A] µs | window |')).toEqual(['[A] µs | window']);
    expect(pointsOf('| Metric | Before | After |\n|---|---|---|\n| **p95** | 9 s | [X] s |')).toEqual([
      '**p95**, Before: 9 s, After: [X] s',
    ]);
    expect(pointsOf('> | | RF | GBM |\n> |---|---|---|\n> | reduces | variance | bias |')).toEqual([
      'reduces, RF: variance, GBM: bias',
    ]);
    expect(pointsOf('| GPUs | samples/s |\n|---|---|\n| 32 | [X] |')).toEqual(['GPUs: 32, samples/s: [X]']);
  });

  it('is neither the count of a row nor what announces the table', () => {
    const table = '| # | Option | Cost |\n|---|---|---|\n| 1 | Own build | $4k |\n| 2 | Vendor | $40k |';
    const rows = ['Own build, Cost: $4k', 'Vendor, Cost: $40k'];
    expect(pointsOf(`We compared two options:\n\n${table}`)).toEqual(rows);
    expect(pointsOf(`We compared two options.\n\n${table}`)).toEqual(['We compared two options.', ...rows]);
    expect(pointsOf('| No. | Rule |\n|---|---|\n| 1 | Never block the loop |\n| 2 | Retry once |')).toEqual([
      'Never block the loop',
      'Retry once',
    ]);
    expect(pointsOf('| n | keys |\n|---|---|\n| 1 | one key at a time |')).toEqual([
      'n: 1, keys: one key at a time',
    ]);
  });

  it('is no sentence or label that only announces what is below it, unless it has a value', () => {
    const two = ['build it', 'buy it'];
    const list = two.map((each) => `- ${each}`).join('\n');
    for (const lead of ['**Options:**', '**We compared two options:**', 'We compared two options:'])
      expect(pointsOf(`${lead}\n\n${list}`)).toEqual(two);
    expect(pointsOf(`We had [X] options:\n${list}`)).toEqual(['We had [X] options:', ...two]);
    expect(pointsOf('He said this about the options:\n\n> Build it yourself.')).toEqual([
      'Build it yourself.',
    ]);
    const rows = '| Option | Notes |\n|---|---|\n| Build | It is ours. It took [X] weeks. |';
    expect(pointsOf(rows)).toEqual(['Build, Notes: It is ours. It took [X] weeks.']);
  });

  it('is neither the mark nor the title of a callout, nor a link to a note', () => {
    const said = 'Consumers exceeded the poll interval of the group.';
    expect(
      pointsOf(
        `> [!warning] Keep it short please\n> ${said}\n\nSee [[Consumer groups]].\n\nVer também: [[Kafka]]`,
      ),
    ).toEqual([said]);
    expect(pointsOf(`> [!note]- ${said}`)).toEqual([said]);
    expect(pointsOf(`> [!note]\n> ${said}`)).toEqual([said]);
  });

  it('is all of a short answer without a period, as on a card', () => {
    for (const card of ['53, UDP and TCP', 'Paris', '128', 'TLS']) expect(pointsOf(card)).toEqual([card]);
    for (const none of ['Yes', 'no', 'Yes, it is 3.', 'Which one?', 'As follows:'])
      expect(pointsOf(none)).toEqual([]);
  });

  it('keeps a bar that is the last sign of a sentence outside of a table', () => {
    expect(pointsOf('The norm of [X] is written as |x|')).toEqual(['The norm of [X] is written as |x|']);
  });

  it('of a multiple-choice question is the right option, which its letter names as well', () => {
    const text = '# G\n### Q1: What?\n**C.** Serializable\n\n**Note:** it costs throughput.\n';
    const [question] = readBankFile(openSource('guide.md', text), 'bank').questions;
    expect(question?.keyPoints).toMatchObject([
      { text: 'Serializable', also: ['C'] },
      { text: '**Note:** it costs throughput.' },
    ]);
    expect(pointsOf('**C.** Serializable')).toEqual(['Serializable']);
    const states = ['Serializable.', 'It is serializable.', 'c', 'Option C', 'Repeatable read.', 'b'].map(
      (said) => question && feedbackOn(said, question, new Map()).points[0]?.state,
    );
    expect(states).toEqual(['found', 'found', 'found', 'found', 'missing', 'missing']);
  });

  it('is what a bold label introduces, in a paragraph as in a list', () => {
    const lines = [
      '**Default:** Read committed for almost everything. It is the cheapest.',
      '**Where.** In Redis, by a script. It costs [X] ms a request.',
      '**Hash the body** so that a reused key with another body gets a 422.',
    ];
    const points = [
      '**Default:** Read committed for almost everything.',
      '**Where.** In Redis, by a script.',
      '**Hash the body** so that a reused key with another body gets a 422.',
    ];
    expect(pointsOf(lines.map((line) => `- ${line}`).join('\n'))).toEqual([
      ...points.slice(0, 2),
      'It costs [X] ms a request.',
      ...points.slice(2),
    ]);
    expect(pointsOf(lines.join('\n'))).toEqual(pointsOf(lines.join('\n\n')));
    expect(pointsOf('**Pros:** fast\n**Cons:** it takes memory')).toEqual([
      '**Pros:** fast',
      '**Cons:** it takes memory',
    ]);
  });

  it('is a bold label alone where nothing follows in its paragraph', () => {
    expect(
      pointsOf('**Caching**\n\nDecoded images stay on the disk.\n\n- **Batches.**\n  - Small ones'),
    ).toEqual(['**Caching**', '**Batches.**']);
  });

  it('of a list item that is too long is its first sentence', () => {
    const first = 'Switch the reads behind a flag.';
    expect(pointsOf(`- ${first} ${'Then wait for a day. '.repeat(15)}\n- Drop the column.`)).toEqual([
      first,
      'Drop the column.',
    ]);
  });

  it('is a telling sentence of plain prose beside one with a placeholder, which comes first if it says something', () => {
    expect(pointsOf('Every write has to keep the index up to date. It cut the p95 to [X] ms. Good.')).toEqual(
      ['Every write has to keep the index up to date.', 'It cut the p95 to [X] ms.'],
    );
    const telling = Array.from(
      { length: 6 },
      (_, i) => `Part ${i} tells about something rather important here.`,
    );
    expect(pointsOf([...telling, 'It took [X] ms.'].join(' '))).toEqual(telling.slice(0, 5));
    const figures = 'The cache answers most reads within [X] ms.';
    expect(pointsOf([...telling, figures].join(' '))).toEqual([...telling.slice(0, 4), figures]);
  });

  it('is a telling sentence of plain prose, and of short prose each that says something', () => {
    const prose =
      'This is important. An index is a sorted copy of a column that points at its rows. Why does it help? ' +
      'Reads find their rows without looking at the whole table. Every write has to change the index as well. ' +
      'It also takes space.';
    expect(pointsOf(prose)).toEqual([
      'This is important. An index is a sorted copy of a column that points at its rows.',
      'Reads find their rows without looking at the whole table.',
      'Every write has to change the index as well.',
      'It also takes space.',
    ]);
    const two = ['An index is a sorted copy of a column.', 'Every write has to change it as well.'];
    expect(pointsOf(two.join(' '))).toEqual(two);
    expect(pointsOf('We do **not** fail the request.')).toEqual(['We do **not** fail the request.']);
    expect(pointsOf('Yes, it is 3.')).toEqual([]);
    expect(pointsOf(`${prose}\n\n- one item\n- another`)).toEqual(['one item', 'another']);
  });

  it('is always the first sentence of prose, which answers the title, with the next one if it is a word or two', () => {
    const others = Array.from(
      { length: 9 },
      (_, i) => `Part ${i} tells about something rather important here, which takes much longer.`,
    );
    expect(pointsOf(['It drops inputs at random.', ...others].join(' '))[0]).toBe(
      'It drops inputs at random.',
    );
    expect(pointsOf(['By cost.', ...others].join(' '))[0]).toBe(`By cost. ${others[0]}`);
    expect(pointsOf(`It took [X] ms. ${others[0]}`)).toEqual(['It took [X] ms.', others[0]]);
  });

  it('is no note of the author, in parentheses or to do', () => {
    const said = 'Kafka gives it only from topic to topic.';
    expect(pointsOf(`${said}\n\n(Tip: say "effectively (once)".)`)).toEqual([said]);
    expect(pointsOf(`- ${said}\n- TODO: ask about the team`)).toEqual([said]);
    const aside = '(Mostly) keys are deleted after 72 hours (or sooner)';
    expect(pointsOf(aside)).toEqual([aside]);
  });

  it('of prose beside a table is each row and the sentences that say most', () => {
    const table = '| Input | Source |\n|---|---|\n| Rain | radar |\n| Stage | TBD |\n| Air | stations |';
    expect(pointsOf(`${table}\n\nAll inputs are means of an hour.`)).toEqual([
      'Rain, Source: radar',
      'Stage, Source: TBD',
      'Air, Source: stations',
      'All inputs are means of an hour.',
    ]);
    const rows = ['time', 'nodes', 'pods', 'packing', 'cost', 'load'].map((row) => `| ${row} | 9 | [X] |`);
    const first = 'We went from Autoscaler to Karpenter.';
    const last = 'The gain came from consolidation.';
    const points = pointsOf(`${first}\n\n|  | old | new |\n|---|---|---|\n${rows.join('\n')}\n\n${last}`);
    expect(points).toHaveLength(7);
    expect([points[0], points[6]]).toEqual([first, last]);
  });

  it('is an item of a list with letters', () => {
    expect(pointsOf('a) Data: is it all there?\nb) Drift, weekly\nc) Skill, by lead time')).toEqual([
      'Data: is it all there?',
      'Drift, weekly',
      'Skill, by lead time',
    ]);
  });

  it('is no task of the author beside other text', () => {
    expect(pointsOf('- Alerts on 5 dashboards\n- [ ] ask Bob\n- [x] write the runbook')).toEqual([
      'Alerts on 5 dashboards',
    ]);
    expect(pointsOf('The alerts go to 5 dashboards.\n\n- [ ] ask Bob about the SLO')).toEqual([
      'The alerts go to 5 dashboards.',
    ]);
    expect(pointsOf('- [ ] look at the alerts')).toEqual(['look at the alerts']);
  });

  it('is each box of a list that has no other items, without the box', () => {
    const boxes =
      '- [ ] no blame\n- [x] a timeline, with the impact\n- [X] an owner and a date for each action';
    const points = ['no blame', 'a timeline, with the impact', 'an owner and a date for each action'];
    const about = 'It looks for causes in the system and not in people.';
    expect(pointsOf(`${about}\n\n${boxes}`)).toEqual([about, ...points]);
  });

  it('is the sentence above a list that answers the title, if there is room for it', () => {
    const defines = 'An index with all columns of the query, so the table is not read.';
    const list = (count: number) => Array.from({ length: count }, (_, i) => `item ${i + 1} of them`);
    const told = (opening: string, count: number) =>
      pointsOf(
        `${opening}\n\n${list(count)
          .map((item) => `- ${item}`)
          .join('\n')}`,
      );
    expect(told(defines, 2)).toEqual([defines, ...list(2)]);
    expect(told(defines, 6)).toEqual(list(6));
    expect(told(`${defines} More is below.`, 2)).toEqual([defines, ...list(2)]);
    for (const said of [
      'These are the parts that an index has:',
      'It depends.',
      'Which columns does the query have?',
    ])
      expect(told(said, 2)).toEqual(list(2));
    expect(
      pointsOf(
        `${list(2)
          .map((item) => `- ${item}`)
          .join('\n')}\n\n${defines}`,
      ),
    ).toEqual(list(2));
  });

  it('is what each label of a paragraph introduces', () => {
    expect(pointsOf('**Shadow**: a copy, no risk. **Canary**: 5% of it, with **rollback** by hand.')).toEqual(
      ['**Shadow**: a copy, no risk.', '**Canary**: 5% of it, with **rollback** by hand.'],
    );
  });

  it('is one of the half that says most, of longer prose, eight at most', () => {
    const sentence = (i: number): string =>
      `Sentence number ${i} says ${Array.from({ length: 1 + (i % 7) }, (_, j) => `something${j}`).join(' ')}.`;
    const prose = (length: number): string => Array.from({ length }, (_, i) => sentence(i)).join(' ');
    expect(pointsOf(prose(10))).toHaveLength(5);
    expect(pointsOf(prose(40))).toHaveLength(8);
  });
});
