// What hey, wrk, ab, pgbench, k6 and `go test -bench` print, and lines of logs: numbers by their labels, each with its unit beside it.
import { groupBy } from '../../core/base/collections.ts';
import type { Json } from '../../core/fill/bind.ts';
import { knownUnit, MULTIPLIERS } from '../../core/values/units.ts';
import { plainNumber } from './path.ts';

const LOAD_TEST = /^[ \t]*Requests(?:\/sec| per second):[ \t]+\d/m;
const BENCHMARKS = /^Benchmark\S*[ \t]+\d+[ \t]+[\d.]+ ns\/op/m;

const TIME = String.raw`\d\d:\d\d:\d\d(?:[.,]\d+)?`;
const WHEN = String.raw`\[?(?:\d{4}-\d\d-\d\d(?:[T ](?:${TIME}|\d\d:\d\d)(?:Z|[+-]\d\d:?\d\d)?)?|${TIME})\]?`;
const LEVEL = String.raw`\[?(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR)\]?`;
/** `2026-11-20 10:01:44 INFO `, `[10:01:44] `, `[INFO] ` */
const LOGGED_AT = String.raw`(?:${WHEN}(?:[ \t|-]+${LEVEL})?|${LEVEL}(?:[ \t|-]+${WHEN})?)[ \t|:-]+`;
const LOGGED = String.raw`(\p{L}[\p{L}\p{N}_@/ .-]{0,60}?)[ \t]*[:=][ \t]*([+-]?\d+(?:,\d{3})*(?:\.\d+)?)[ \t]*(%|[\p{L}]{1,20}(?:/\p{L}{1,20})?)?[ \t]*(?:(?:\([^()]*\)|@.*)[ \t]*)?$`;
const LOG = new RegExp(`^${LOGGED_AT}${LOGGED}`, 'mu');
const LOG_LINE = new RegExp(`^(?:${LOGGED_AT})?${LOGGED}`, 'u');

/** `pool=600 p99_ms=93ms msg="bench done"`, behind a time and words or alone on its line. */
const PAIR = String.raw`[\p{L}_][\p{L}\p{N}_./-]*=(?:"[^"\n]*"|[^\s"]+)`;
const PAIRS = String.raw`((?:${PAIR}[ \t]+)+${PAIR})[ \t]*$`;
const LOGGED_PAIRS = new RegExp(`^(?=.*=[+-]?\\d)${LOGGED_AT}(?:([^=\\n]*)[ \\t])??${PAIRS}`, 'mu');
const PAIRS_FIRST = new RegExp(`^(?<!\\S\\s*)(?=.*=[+-]?\\d)()${PAIRS}`, 'mu');

/** `latency average = 5.981 ms`: not TOML, where a name is one word. */
const SAID = /^\p{L}+(?: \p{L}+)+ = \d+(?:\.\d+)?(?: \p{L}+)?$/mu;
/** `http_reqs......: 108342 361.14/s`, `vus....: min=1 max=150` */
const DOTTED = /^[ \t]*(\S.*?)\.{2,}: (.*\d.*)$/mu;
const FIGURE = /(?<!\S)(?:(\p{L}[^\s=]*)=)?(\d+(?:\.\d+)?)\s?(%|[\p{L}/]+)?(?!\S)/gu;

/** Pairs amid words: `end-to-end latency p50=2.1 min p95=3.7 min`. */
const LOGGED_WORDS = new RegExp(`^${LOGGED_AT}(.{1,300}=[+-]?\\d.{0,300})$`, 'mu');
const PAIR_IN_WORDS =
  /(?<![^\s(,;])([\p{L}_][\p{L}\p{N}_./-]*)=([+-]?\d+(?:\.\d+)?)[ \t]?(%|\p{L}{1,20}(?:\/\p{L}{1,20})?)?(?![^\s,;)])/gu;

const AT = new RegExp(`^${LOGGED_AT}`, 'u');
/** No name: `3 of 5`. */
const NAME = String.raw`(?!(?:of|in|at|to|on|by|for|from|after|and|or|is|was|the|than)[ \t])\p{L}[\p{L}\p{N}_./@-]{0,40}`;
/** `val_f1 0.873`, `p = 0.0023`, `load_s: 12.7` */
const BESIDE = new RegExp(
  `(?<![^\\s,;(|])(${NAME})(: | = |[ \\t]+)(?=([+-]?\\d[^\\s,;)]*)(?![^\\s,;)]))`,
  'gu',
);
const LISTED = `${NAME}(?:[:=]| [:=])?[ \\t]*[+-]?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?(?:%|[ \\t]?(?:ms|s|MB|GB))?`;
/** Nothing but names and numbers, behind at most two words. */
const IS_LIST = new RegExp(
  `^((?:\\p{L}+ ){0,2}?)(${LISTED}(?:(?:[,;|]|[ \\t])[ \\t]*${LISTED})*)[ \\t]*(?:\\([^()]*\\))?[ \\t]*$`,
  'u',
);

/** With an equals sign between each name and the number beside it, where the line leaves no doubt. */
function paired(line: string): string {
  const [at = ''] = AT.exec(line) ?? [];
  const rest = line.slice(at.length);
  const beside = [...rest.matchAll(BESIDE)];
  const [, lead = '', list = ''] = IS_LIST.exec(rest) ?? [];
  const isSingle = beside.length < 2 && !/=\S/.test(list);
  // `port 8080` and `Section 1.2` are no results.
  const isTold = (!isSingle || /\d\.\d|%/.test(list)) && (at !== '' || !/^\p{Lu}\p{Ll}/u.test(lead + list));
  const isList = list !== '' && isTold && (at !== '' || lead === '');
  if (at === '' && !isList) return line;
  const signed = (sign: string): number => beside.filter(([, , between]) => between === sign).length;
  const isUnderscored = beside.some(([, name = '', sign = '']) => name.includes('_') && sign.trim() === '');
  const isAcronym = (name: string, figure: string): boolean =>
    signed(' = ') > 0 && /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(name) && figure.includes('.');
  return (
    at +
    rest.replaceAll(BESIDE, (whole, name: string, sign: string, figure: string) => {
      const isPair =
        sign === ': '
          ? signed(sign) > 1
          : sign === ' = ' || isList || isUnderscored || isAcronym(name, figure);
      return isPair ? name + (at === '' && isSingle ? ': ' : '=') : whole;
    })
  );
}

const withEquals = (text: string): string => text.replaceAll(/^.*\d.*$/gm, paired);

/** `p50/p95: 12.1/31.9 ms`, each on a line of its own. */
const SLASHED = /^(\p{L}\w*(?:\/\w+)+)[ \t]*[:=][ \t]*([\d.]+(?:[ \t]?\/[ \t]?[\d.]+)+)([^/\n]*)$/gmu;
const withLines = (text: string): string =>
  text.replaceAll(SLASHED, (line, labels: string, figures: string, unit: string) => {
    const [names, numbers] = [labels.split('/'), figures.split('/')];
    if (names.length !== numbers.length) return line;
    return names.map((name, i) => `${name}: ${numbers[i]?.trim() ?? ''}${unit}`).join('\n');
  });

/** A file of text whose every line is a label and a figure. */
export const isSummary = (text: string): boolean =>
  withEquals(withLines(text))
    .split('\n')
    .every((line) => line.trim() === '' || LOG_LINE.test(line));

/** The line that tells is among the first, or at the end of a short text. */
export const REPORT_CHARS = 8192;

export const isReport = (start: string): boolean =>
  [LOAD_TEST, BENCHMARKS, LOG, SAID, DOTTED].some((each) => each.test(start)) ||
  [PAIRS_FIRST, LOGGED_WORDS].some((each) => each.test(withEquals(start)));

type Row = readonly [group: string, label: string, value: number, unit: string];

const LATENCIES = 'Latency distribution';
const NUMBER = String.raw`(\d+(?:\.\d+)?)[ \t]*`;
const UNIT = String.raw`\[?([\p{L}#]*(?:/\p{L}+)?)\]?`;

const LABELLED = new RegExp(String.raw`^\s*(\p{L}[\p{L}\d +/-]*):\s+${NUMBER}${UNIT}(.*)`, 'u');
const QUANTILE = new RegExp(String.raw`^\s*(\d{1,3}(?:\.\d+)?%)\s+(?:in\s+)?${NUMBER}${UNIT}`, 'u');
const STATUS = /^\s*\[(\d{3})\]\s+(\d+) responses/;
/** wrk's average, deviation and maximum. */
const LATENCY = new RegExp(String.raw`^\s*Latency\s+${NUMBER}${UNIT}\s+\S+\s+${NUMBER}${UNIT}\s+\S+%`, 'u');
const TOTAL = new RegExp(String.raw`^\s*(\d+) requests in ${NUMBER}${UNIT},`, 'u');

/** @param heading the line above that has no number, which may have the unit of those below: `(ms)` */
function rowsIn(line: string, heading: string): readonly Row[] {
  const [, quantile, duration = '', timeUnit = ''] = QUANTILE.exec(line) ?? [];
  const [, headingUnit = ''] = /\((\w+)\)$/.exec(heading) ?? [];
  if (quantile !== undefined) return [[LATENCIES, quantile, Number(duration), timeUnit || headingUnit]];
  const [, status, responses] = STATUS.exec(line) ?? [];
  if (status !== undefined) return [[heading.replace(/:$/, ''), status, Number(responses), 'responses']];
  const [, average, averageUnit = '', longest, longestUnit = ''] = LATENCY.exec(line) ?? [];
  if (average !== undefined)
    return [
      ['Latency', 'avg', Number(average), averageUnit],
      ['Latency', 'max', Number(longest), longestUnit],
    ];
  const [, requests, took, tookUnit = ''] = TOTAL.exec(line) ?? [];
  if (requests !== undefined)
    return [
      ['', 'Requests', Number(requests), 'requests'],
      ['', 'Test duration', Number(took), tookUnit],
    ];
  const [, label, value, unit = '', rest = ''] = LABELLED.exec(line) ?? [];
  // Several numbers, or an address.
  if (label === undefined || /^\S|\d/.test(rest)) return [];
  const isRate = label.endsWith('/sec') && unit !== '';
  return [['', label, Number(value), isRate ? `${unit}/s` : unit.replace('#', 'requests')]];
}

const BENCHMARK = /^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(\d.*)$/;

/** A benchmark that ran several times has as many lines. */
const benchmarkRows = (line: string): readonly Row[] => {
  const [, name = '', figures = ''] = BENCHMARK.exec(line) ?? [];
  return [...figures.matchAll(/([\d.]+) (\S+)/g)].map(([, value, unit = '']): Row => [
    name,
    unit === 'ns/op' ? 'time' : unit,
    Number(value),
    unit,
  ]);
};

const isMeasured = (unit: string): boolean =>
  unit === '%' || MULTIPLIERS.has(unit) || knownUnit(unit.split('/').at(-1) ?? '') !== undefined;

/** @param isRow its pairs are a row of their own */
function logRows(line: string, isRow: boolean): readonly Row[] {
  const [, dotted, figures = ''] = DOTTED.exec(line) ?? [];
  if (dotted !== undefined)
    return [...figures.matchAll(FIGURE)].flatMap(([, label, number, unit = ''], i): readonly Row[] =>
      label === undefined && i > 0 && !unit.includes('/')
        ? []
        : [[dotted, label ?? (unit.includes('/') ? 'rate' : 'value'), Number(number), unit]],
    );
  const [, name, value = '', unit = ''] = LOG_LINE.exec(line) ?? [];
  if (name !== undefined) return [['', name, Number(value.replaceAll(',', '')), unit]];
  const [, words = ''] = (isRow ? undefined : LOGGED_WORDS.exec(line)) ?? [];
  const pairs = [...words.matchAll(PAIR_IN_WORDS)];
  // What the line is about; behind a comma or a colon begins something else.
  const about = words
    .slice(0, pairs[0]?.index)
    .replace(/^.*[,;:]\s/, '')
    .trim();
  return pairs.map(([, label = '', number, behind = '']): Row => [
    '',
    `${about} ${label}`.trim(),
    Number(number),
    isMeasured(behind) ? behind : '',
  ]);
}

const MEASURED = /^([+-]?\d+(?:\.\d+)?)([%\p{L}][\p{L}/]*)$/u;

function pairsIn(line: string): readonly Json[] {
  const [, message = '', pairs] = LOGGED_PAIRS.exec(line) ?? PAIRS_FIRST.exec(line) ?? [];
  if (pairs === undefined) return [];
  // `best epoch=4 val_acc=83.8%` behind the last epoch is not what it ended with.
  const best = /\bbest\b/i.test(message) ? 'best ' : '';
  const fields = [...pairs.matchAll(/([^\s=]+)=(?:"([^"]*)"|(\S+?)[,;]?(?!\S))/g)].flatMap(
    ([, called = '', quoted = '', word = quoted]): readonly (readonly [string, Json])[] => {
      const name = best + called;
      const [, number, unit = ''] = MEASURED.exec(word) ?? [];
      return isMeasured(unit)
        ? Object.entries({ [name]: Number(number), [`${name} unit`]: unit })
        : [[name, plainNumber(word) ?? word]];
    },
  );
  return [Object.fromEntries(message === '' ? fields : [['message', message], ...fields])];
}

/** In a load test, labels that stand several times are named by the first. */
const fieldsOf = (rows: readonly Row[], isLoadTest: boolean): { readonly [key: string]: Json } =>
  Object.fromEntries(
    [...groupBy(rows, ([, label]) => label)].flatMap(([label, own]) => {
      const numbers = own.map(([, , value]) => value);
      const written = own[0]?.[3] ?? '';
      // wrk writes minutes as `m`.
      const unit = isLoadTest && written === 'm' ? 'min' : written;
      return [
        [label, isLoadTest || numbers.length === 1 ? numbers[0] : numbers],
        ...(unit === '' ? [] : [[`${label} unit`, unit]]),
      ];
    }),
  );

export function parseReport(text: string): Json {
  const isLoadTest = LOAD_TEST.test(text);
  const isLog = !isLoadTest && !BENCHMARKS.test(text);
  let heading = '';
  const lines: Json[] = [];
  const rows: Row[] = [];
  for (const line of withEquals(withLines(text)).split(/\r\n?|\n/)) {
    const pairs = isLog ? pairsIn(line) : [];
    const read = isLog ? logRows(line, pairs.length > 0) : benchmarkRows(line);
    const found = isLoadTest ? rowsIn(line, heading) : read;
    if (found.length === 0 && line.trim() !== '' && !/\d/.test(line)) heading = line.trim();
    rows.push(...found);
    lines.push(...pairs);
  }
  const logged = lines.length === 1 ? (lines[0] ?? null) : lines;
  if (rows.length === 0) return logged;
  const { '': own = {}, ...below } = Object.fromEntries(
    [...groupBy(rows, ([group]) => group)].map(([group, each]) => [group, fieldsOf(each, isLoadTest)]),
  );
  return { ...own, ...below, ...(lines.length > 0 && { lines: logged }) };
}
