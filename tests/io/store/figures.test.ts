import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Fills } from '../../../src/core/base/metric.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { openFigures } from '../../../src/io/store/figures.ts';
import { tempFolder } from '../../support/home.ts';

const text = `---
metrics:
  short_ms: { unit: ms }
  long_ms: { unit: ms }
  slowdown: { derive: long_ms / short_ms, unit: ×, digits: 1 }
---
`;
const metricsOf = (source: string) =>
  new Map(
    readMetricsFile(openSource('metrics.md', source), 'bank').metrics.map((metric) => [metric.name, metric]),
  );
const questions = new Map();
const bank = { metrics: metricsOf(text), questions, version: '1' };
const fills: Fills = {
  short_ms: { value: '50 ms', number: 50, unit: 'ms', updatedAt: '' },
  long_ms: { value: '320 ms', number: 320, unit: 'ms', updatedAt: '' },
};
const style = { thousands: 'none' } as const;

const open = (file: string, build = '1') => openFigures(file, build);

it('gives the same from the cache as computed anew, and writes only when something changed', async () => {
  const file = join(tempFolder(), 'cache', 'figures.json');
  const computed = await open(file).of(bank, fills, style);
  expect(computed.values.get('slowdown')?.text).toBe('6.4×');
  expect(computed.inputs.get('slowdown')).toEqual(['long_ms', 'short_ms']);
  const { ino } = statSync(file);
  expect(await open(file).of(bank, fills, style)).toEqual(computed);
  expect(statSync(file).ino).toBe(ino);
});

it('computes anew when a fill, a declaration, the style or the build changed', async () => {
  const file = join(tempFolder(), 'cache', 'figures.json');
  await open(file).of(bank, fills, style);
  const longer: Fills = { ...fills, long_ms: { value: '640 ms', number: 640, unit: 'ms', updatedAt: '' } };
  expect((await open(file).of(bank, longer, style)).values.get('slowdown')?.text).toBe('12.8×');
  const precise = { metrics: metricsOf(text.replace('digits: 1', 'digits: 2')), questions, version: '2' };
  expect((await open(file).of(precise, fills, style)).values.get('slowdown')?.text).toBe('6.4×');
  const wide: Fills = { short_ms: { value: '5000 ms', number: 5000, unit: 'ms', updatedAt: '' } };
  expect((await open(file).of(bank, wide, { thousands: 'comma' })).values.get('short_ms')?.text).toContain(
    '5,000',
  );
  const before = readFileSync(file, 'utf8');
  await open(file, '2').of(bank, wide, { thousands: 'comma' });
  expect(readFileSync(file, 'utf8')).not.toBe(before);
});

it.each(['', '{', 'null', '[]', '{"key":1}'])('does not trust %j', async (damaged) => {
  const file = join(tempFolder(), 'figures.json');
  writeFileSync(file, damaged);
  expect((await open(file).of(bank, fills, style)).values.get('slowdown')?.text).toBe('6.4×');
});

it('does not trust values of another shape under the right key', async () => {
  const file = join(tempFolder(), 'figures.json');
  const computed = await open(file).of(bank, fills, style);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"text":"', '"text":5,"was":"'));
  expect(await open(file).of(bank, fills, style)).toEqual(computed);
});

it('computes anew wherever a bit of the cache is wrong', async () => {
  const file = join(tempFolder(), 'cache', 'figures.json');
  const computed = await open(file).of(bank, fills, style);
  const sound = readFileSync(file);
  for (let at = 0; at < sound.length; at += 3) {
    const bytes = Buffer.from(sound);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(file, bytes);
    expect(await open(file).of(bank, fills, style)).toEqual(computed);
  }
});
