// What stands between the braces of a GIFT question: options, true or false, words, numbers, pairs. Knows the signs and their
// escapes; knows nothing of the question.
import { nextSign } from './gift-blocks.ts';
import type { Option } from './option-answer.ts';

/** Answers of each kind; texts are as they stand, escapes and all. */
export type GiftAnswers =
  | { readonly kind: 'essay' }
  | { readonly kind: 'truth'; readonly right: boolean; readonly feedback: string }
  | { readonly kind: 'words'; readonly accepted: readonly Option[] }
  | { readonly kind: 'numbers'; readonly accepted: readonly Option[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: 'options'; readonly options: readonly Option[] };

/** What was found, and what is said to everybody afterwards. */
export type GiftBraces = { readonly answers: GiftAnswers; readonly explanation: string };

const TRUTH = /^\s*(T|TRUE|F|FALSE)\s*(?=#|$)/i;
const CLOZE = /^\s*\d{0,3}:(?:MC|MCV|MCH|MCS|MULTICHOICE\w*|SA|SAC|MW|SHORTANSWER\w*|NM|NUMERICAL|MR\w*):/i;
const WEIGHT = /^\s*%(-?\d{1,3}(?:\.\d{0,5})?)%/;
const FORMAT = /^\s*\[(?:html|markdown|moodle|plain)\]/i;

type Part = { readonly mark: string; readonly text: string };

/** `~=` is how questions within a text mark what is right. */
const partOf = (text: string): Part =>
  text.startsWith('~=') ? { mark: '=', text: text.slice(2) } : { mark: text.charAt(0), text: text.slice(1) };

/** Parts that begin with `=` or `~`. Where each has a line of its own, signs within lines are text that was not escaped. */
function partsOf(text: string): readonly Part[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.every((line) => /^\s*[=~]/.test(line)))
    return lines.map((line) => partOf(line.trim()));
  const parts: Part[] = [];
  for (let at = nextSign(text, '=~', 0, text.length); at !== -1;) {
    const from = text.startsWith('~=', at) ? at + 2 : at + 1;
    const next = nextSign(text, '=~', from, text.length);
    parts.push(partOf(text.slice(at, next === -1 ? text.length : next)));
    at = next;
  }
  return parts;
}

/** An answer without its weight and feedback. */
function optionOf({ mark, text }: Part): Option {
  const weight = WEIGHT.exec(text);
  const rest = (weight ? text.slice(weight[0].length) : text).replace(FORMAT, '');
  const hash = nextSign(rest, '#', 0, rest.length);
  const words = (hash === -1 ? rest : rest.slice(0, hash)).trim();
  const note =
    hash === -1
      ? ''
      : rest
          .slice(hash + 1)
          .replace(FORMAT, '')
          .trim();
  const right = weight ? Number(weight[1]) > 0 : mark === '=';
  return { text: words, right, ...(note !== '' && { note }) };
}

function pairsOf(options: readonly Option[]): readonly (readonly [string, string])[] {
  return options.flatMap(({ text }) => {
    const arrow = text.indexOf('->');
    return arrow === -1 ? [] : [[text.slice(0, arrow).trim(), text.slice(arrow + 2).trim()] as const];
  });
}

/** `3:0.5` → `3 ± 0.5`, `1..5` → `1 to 5`. */
function rangeWords(text: string): string {
  const [, value, tolerance] = /^\s*([^:\s]+)\s*:\s*(\S+)\s*$/.exec(text) ?? [];
  if (value !== undefined && tolerance !== undefined)
    return Number(tolerance) === 0 ? value : `${value} ± ${tolerance}`;
  const [, from, to] = /^\s*(\S+?)\s*\.\.\s*(\S+)\s*$/.exec(text) ?? [];
  return from === undefined || to === undefined ? text.trim() : `${from} to ${to}`;
}

function numbersOf(text: string): GiftAnswers {
  const parts = partsOf(/^\s*[=~]/.test(text) ? text : `=${text}`);
  const accepted = parts.map(optionOf).filter((option) => option.text !== '');
  return { kind: 'numbers', accepted: accepted.map((one) => ({ ...one, text: rangeWords(one.text) })) };
}

function answersOf(text: string): GiftAnswers {
  const truth = TRUTH.exec(text);
  if (truth) {
    const [, wrong = '', right = ''] = text.split(/(?<!\\)#/);
    return { kind: 'truth', right: /^t/i.test(truth[1] ?? ''), feedback: (right.trim() || wrong).trim() };
  }
  if (/^\s*#/.test(text)) return numbersOf(text.trim().slice(1));
  const parts = partsOf(text);
  const options = parts.map(optionOf).filter(({ text: words }) => words !== '');
  if (options.length === 0) return { kind: 'essay' };
  if (parts.some(({ mark }) => mark === '~')) return { kind: 'options', options };
  const pairs = pairsOf(options);
  return pairs.length === options.length && pairs.length > 1
    ? { kind: 'pairs', pairs }
    : { kind: 'words', accepted: options };
}

/** Reads what stands between two braces. */
export function giftBraces(inside: string): GiftBraces {
  const text = inside.replace(CLOZE, '');
  const feedback = text.search(/(?<!\\)####/);
  const explanation =
    feedback === -1
      ? ''
      : text
          .slice(feedback + 4)
          .replace(FORMAT, '')
          .trim();
  return { answers: answersOf(feedback === -1 ? text : text.slice(0, feedback)), explanation };
}

/** Whether the text between two braces can hardly be anything but answers. */
export const seemsAnswers = (inside: string): boolean =>
  TRUTH.test(inside) || CLOZE.test(inside) || /^\s*(?:[=~]|#\s{0,3}=?[-\d%.])/.test(inside);
