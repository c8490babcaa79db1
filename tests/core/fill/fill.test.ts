import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillText, segmentsText, valuesOf } from '../../../src/core/fill/values.ts';
import type { Value } from '../../../src/core/fill/conditional.ts';
import type { Fill, Metric } from '../../../src/core/base/metric.ts';
import type { Placeholder } from '../../../src/core/base/question.ts';
import { openSource, type Text } from '../../../src/core/base/span.ts';

const plain = { thousands: 'none' } as const;
const at = openSource('metrics.md', '').spanAt(0, 0);
const metric = (name: string, more: Partial<Metric> = {}): Metric => ({
  name,
  kind: 'number',
  prompt: name,
  at,
  ...more,
});
const bankOf = (...metrics: readonly Metric[]): { metrics: ReadonlyMap<string, Metric> } => ({
  metrics: new Map(metrics.map((one) => [one.name, one])),
});
const fill = (value: string, more: Partial<Fill> = {}): Fill => ({
  value,
  updatedAt: '2026-11-24T10:00:00+01:00',
  ...more,
});

/** Every `<key>` of a text as a placeholder. `before` stands before the text in its file. */
function placed(
  written: string,
  before = '',
): { readonly text: Text; readonly placeholders: readonly Placeholder[] } {
  const source = openSource('a.md', before + written);
  const placeholders = [...source.text.matchAll(/<(\w+)>/g)].map((match): Placeholder => ({
    key: match[1] ?? '',
    kind: 'fill-in',
    written: source.textAt(match.index, match.index + match[0].length),
    inFollowUp: false,
  }));
  return { text: source.textAt(before.length, source.text.length), placeholders };
}

const values = valuesOf(
  bankOf(
    metric('ms', { unit: 'ms' }),
    metric('s', { unit: 's' }),
    metric('pct', { unit: '%' }),
    metric('x', { unit: '×' }),
    metric('usd', { unit: '$' }),
    metric('price', { unit: '$/h' }),
    metric('rate', { unit: 'requests/s' }),
    metric('nodes', { unit: 'instances' }),
    metric('one', { unit: 'instances' }),
    metric('hour', { unit: 'h' }),
    metric('params', { unit: 'M parameters' }),
    metric('plain'),
    metric('spread', { unit: 'ms' }),
    metric('os', { unit: 'months' }),
    metric('reached', { unit: 'months' }),
  ),
  {
    ms: fill('45 ms'),
    s: fill('0.045 s'),
    pct: fill('82%'),
    x: fill('2.3×'),
    usd: fill('$0.50'),
    price: fill('$0.20/h'),
    rate: fill('1000 requests/s'),
    nodes: fill('8 instances'),
    one: fill('1 instance'),
    hour: fill('1 h'),
    params: fill('25 M parameters'),
    plain: fill('0.78'),
    spread: fill('45 ± 3 ms (n=100)'),
    os: fill('24.8 months (21.2–27.9)'),
    reached: fill('not reached'),
    gpu: fill('one RTX 3090'),
    named: fill('p = 0.0023'),
    less: fill('P < 0.001'),
    bound: fill('< 0.001', { number: 0.001 }),
    fake: fill('<ms> [FILL IN: ms]'),
  },
  plain,
);

/** The filled text with plain spaces. */
function filled(written: string): string {
  const { text, placeholders } = placed(written);
  return segmentsText(fillText(text, { placeholders }, values)).replaceAll('\u00A0', ' ');
}

describe('filling a text', () => {
  it.each([
    ['took <ms>.', 'took 45 ms.'],
    ['<ms>ms', '45ms'],
    ['<ms> ms', '45 ms'],
    ['**<ms>** ms', '**45** ms'],
    ['<ms> milliseconds', '45 milliseconds'],
    ['<ms> msg', '45 ms msg'],
    ['<s>ms', '45ms'],
    ['<s> µs', '45000 µs'],
    ['<pct>%', '82%'],
    ['<pct> percent', '82 percent'],
    ['<pct> of them', '82% of them'],
    ['<x>x', '2.3x'],
    ['<x> times faster', '2.3 times faster'],
    ['<x> faster', '2.3× faster'],
    ['$<usd>', '$0.50'],
    ['costs <usd> each', 'costs $0.50 each'],
    ['$<price>/h', '$0.20/h'],
    ['$<price>', '$0.20/h'],
    ['<price> per hour', '$0.20 per hour'],
    ['<rate> requests/s', '1000 requests/s'],
    ['<rate> requests per second', '1000 requests per second'],
    ['<nodes> instances', '8 instances'],
    ['<nodes> instance types', '8 instance types'],
    ['<one> instances', '1 instance'],
    ['<hour> hours on one GPU', '1 hour on one GPU'],
    ['<hour> minutes', '60 minutes'],
    ['on <nodes>', 'on 8 instances'],
    ['<params> parameters', '25 M parameters'],
    ['<params> M parameters', '25 M parameters'],
    ['<plain> ms', '0.78 ms'],
    ['<spread>ms', '45 ± 3ms'],
    ['<spread>', '45 ± 3 ms (n=100)'],
    ['on <gpu>!', 'on one RTX 3090!'],
    ['<missing> and <ms>', '<missing> and 45 ms'],
    ['<spread> ms', '45 ± 3 ms (n=100)'],
    ['was <os> months versus', 'was 24.8 months (21.2–27.9) versus'],
    ['was <os> months (95% CI)', 'was 24.8 months (95% CI)'],
    ['was <os>.', 'was 24.8 months (21.2–27.9).'],
    ['was <reached> months versus', 'was not reached versus'],
    ['was <reached> for the active arm', 'was not reached for the active arm'],
    ['(p = <named>)', '(p = 0.0023)'],
    ['(*p* = <named>)', '(*p* = 0.0023)'],
    ['(<named>)', '(p = 0.0023)'],
    ['(p: <less>)', '(p: < 0.001)'],
    ['(p = <less>)', '(p < 0.001)'],
    ['(p = <bound>)', '(p < 0.001)'],
    ['the p-value was <bound>', 'the p-value was < 0.001'],
    ['step = <named>', 'step = p = 0.0023'],
  ])('%j becomes %j', (written, expected) => {
    expect(filled(written)).toBe(expected);
  });

  it('names the placeholder of each filled and open stretch', () => {
    const { text, placeholders } = placed('a <ms> b <missing>', 'front matter <ms>\n');
    expect(fillText(text, { placeholders }, values)).toEqual([
      { kind: 'plain', text: 'a ' },
      { kind: 'filled', text: '45\u00A0ms', key: 'ms' },
      { kind: 'plain', text: ' b ' },
      { kind: 'open', text: '<missing>', key: 'missing' },
    ]);
  });

  it('never reads again what it has put in', () => {
    expect(filled('<fake> <ms>')).toBe('<ms> [FILL IN: ms] 45 ms');
  });

  it('ignores placeholders outside the text, of another file, and overlapping ones', () => {
    const { text, placeholders } = placed('<ms>', '<ms> ');
    const [first] = placeholders;
    const other = placeholders.map((one) => ({
      ...one,
      written: { ...one.written, at: { ...one.written.at, file: 'b.md' } },
    }));
    const all = [...placeholders, ...placeholders, ...other, ...(first ? [first] : [])];
    expect(segmentsText(fillText(text, { placeholders: all }, values))).toBe('45\u00A0ms');
  });

  it('changes nothing outside the spans, whatever the values', () => {
    const words = fc.array(fc.constantFrom('a ', '<ms>', '<k>', '$', '%', ' ms', '\n', '**', '<plain>'), {
      maxLength: 30,
    });
    const anyValue = fc.record({
      text: fc.string(),
      plain: fc.oneof(fc.string(), fc.constant('45 ms')),
      unit: fc.oneof(fc.string(), fc.constantFrom('ms', '%', '$')),
      origin: fc.constant('typed' as const),
    });
    fc.assert(
      fc.property(words, anyValue, anyValue, (parts, first, second) => {
        const { text, placeholders } = placed(parts.join(''));
        const known = new Map<string, Value>([
          ['ms', first],
          ['k', second],
        ]);
        const segments = fillText(text, { placeholders }, known);
        const outside = segments.map((one) => (one.kind === 'filled' ? `<${one.key}>` : one.text)).join('');
        expect(outside).toBe(text.text);
        expect(segmentsText(fillText(text, { placeholders }, new Map()))).toBe(text.text);
      }),
    );
  });
});

describe('values', () => {
  it('are ready to show: converted into the unit that the bank declares, in the style of the settings', () => {
    const bank = bankOf(metric('a', { unit: 'ms' }));
    expect(
      valuesOf(bank, { a: fill('1.5 s', { number: 1.5, unit: 's' }) }, { thousands: 'comma' }).get('a'),
    ).toEqual({
      text: '1,500\u00A0ms',
      plain: '1500 ms',
      number: 1500,
      unit: 'ms',
      thousands: 'comma',
      origin: 'typed',
      updatedAt: '2026-11-24T10:00:00+01:00',
    });
  });

  it('believe the text of a fill that was edited by hand', () => {
    const bank = bankOf(metric('a', { unit: '%' }));
    expect(valuesOf(bank, { a: fill('83%', { number: 82, unit: '%' }) }, plain).get('a')?.number).toBe(83);
  });

  it('show a text that is not a number as it is, on one line and without control characters', () => {
    const bank = bankOf(metric('a', { unit: 'ms' }));
    const value = valuesOf(bank, { a: fill('about\nfifty\u001B[2J') }, plain).get('a');
    expect(value).toMatchObject({ text: 'about fifty [2J' });
    expect(value?.number).toBeUndefined();
  });

  it('leave out a fill under the name of a derived metric, and compute it', () => {
    const bank = bankOf(metric('a', { unit: 'ms' }), metric('b', { derive: 'a * 2', unit: 'ms' }));
    const known = valuesOf(bank, { a: fill('2 ms'), b: fill('7 ms') }, plain);
    expect(known.get('b')).toMatchObject({ text: '4\u00A0ms', origin: 'derived' });
    expect(valuesOf(bank, { b: fill('7 ms') }, plain).size).toBe(0);
  });

  it('say where they come from', () => {
    const source = { file: 'results.json', path: 'a' };
    expect(valuesOf(bankOf(metric('a')), { a: fill('2', { source }) }, plain).get('a')?.origin).toBe('file');
    expect(valuesOf(bankOf(metric('a')), { a: fill('2') }, plain).get('a')?.origin).toBe('typed');
  });

  it('are kept for placeholders that no metric is declared for', () => {
    const known = valuesOf(
      bankOf(),
      { 'q/letter/x': fill('45 ms', { number: 45, unit: 'ms' }), gpu: fill('RTX 3090') },
      plain,
    );
    expect(known.get('q/letter/x')).toMatchObject({ text: '45\u00A0ms', number: 45 });
    expect(known.get('gpu')).toMatchObject({ text: 'RTX 3090' });
  });

  it('take hostile names as any other', () => {
    const fills: Record<string, Fill> = Object.fromEntries([
      ['__proto__', fill('1')],
      ['constructor', fill('2')],
    ]);
    const known = valuesOf(bankOf(), fills, plain);
    expect([...known.keys()]).toEqual(['__proto__', 'constructor']);
    expect(valuesOf(bankOf(metric('constructor')), {}, plain).has('constructor')).toBe(false);
  });
});
