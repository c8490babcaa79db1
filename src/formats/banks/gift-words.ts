// The texts of GIFT as Markdown, and its answers in words. Knows formats and escapes; knows nothing of where the texts stand.
import { oneLine } from '../../core/one-line.ts';
import { markdownText, seemsHtml } from './cell-text.ts';
import { giftBraces, type GiftAnswers } from './gift-answers.ts';
import { optionAnswer, optionList, type Option } from './option-answer.ts';

const unescaped = (text: string): string =>
  text.replace(/\\([~=#{}:\\n"])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));

/** A text as Markdown: escapes undone, HTML turned into it. Plain lines lose the indent that lays out the file. */
export function giftWords(raw: string, format: string): string {
  const html = format === 'html' || (format !== 'markdown' && format !== 'plain' && seemsHtml([raw]));
  const lines = html || format === 'markdown' ? raw : raw.replace(/\n[ \t]+/g, '\n');
  return markdownText(unescaped(lines), html);
}

/** An option or an answer: a line, unless it says itself where lines end. */
const optionWords = (option: Option, format: string): Option => ({
  text: giftWords(oneLine(option.text), format),
  right: option.right,
  ...(option.note !== undefined && { note: giftWords(oneLine(option.note), format) }),
});

/** A question's answers in words. */
export type GiftAnswer = {
  readonly asked: string;
  readonly answer: string;
  readonly points: readonly string[];
};

const NOTHING: GiftAnswer = { asked: '', answer: '', points: [] };

function acceptedWords(accepted: readonly Option[]): GiftAnswer {
  const marked = accepted.filter((option) => option.right);
  const right = marked.length > 0 ? marked : accepted;
  const [first, ...others] = right;
  if (!first) return NOTHING;
  const also = others.length === 0 ? '' : `Also: ${others.map(({ text }) => text).join(' · ')}`;
  const notes = right.flatMap(({ note }) => note ?? []);
  return {
    asked: '',
    answer: [first.text, also, ...new Set(notes)].filter((part) => part !== '').join('\n\n'),
    points: [first.text],
  };
}

function answered(answers: GiftAnswers, format: string): GiftAnswer {
  const inWords = (option: Option): Option => optionWords(option, format);
  if (answers.kind === 'essay') return NOTHING;
  if (answers.kind === 'truth') {
    const word = answers.right ? 'True' : 'False';
    const note = giftWords(oneLine(answers.feedback), format);
    return {
      asked: '',
      answer: [word, note].filter((part) => part !== '').join('\n\n'),
      points: [word],
    };
  }
  if (answers.kind === 'pairs') {
    const pairs = answers.pairs.map(
      ([a, b]) => [giftWords(oneLine(a), format), giftWords(oneLine(b), format)] as const,
    );
    const left = pairs.flatMap(([a]) => (a === '' ? [] : [`- ${a}`]));
    const right = [...new Set(pairs.map(([, b]) => b))].toSorted((a, b) => (a < b ? -1 : 1));
    const told = pairs.flatMap(([a, b]) => (a === '' ? [] : [`${a} → ${b}`]));
    return {
      asked: `${left.join('\n')}\n\n${right.join(' · ')}`,
      answer: told.map((each) => `- ${each}`).join('\n'),
      points: told,
    };
  }
  if (answers.kind === 'options') {
    const options = answers.options.map(inWords);
    const right = options.filter((option) => option.right).map(({ text }) => text);
    return { asked: optionList(options), answer: optionAnswer(options, ''), points: right };
  }
  return acceptedWords(answers.accepted.map(inWords));
}

/** Several gaps in one text, each with answers of its own. */
function gaps(all: readonly GiftAnswer[]): GiftAnswer {
  const numbered = (pick: (one: GiftAnswer) => string): string =>
    all
      .map((one, i) => ({ text: oneLine(pick(one)), i }))
      .filter(({ text }) => text !== '')
      .map(({ text, i }) => `${i + 1}. ${text}`)
      .join('\n');
  return {
    asked: numbered(({ asked }) => asked.replaceAll('\n- ', ' · ').replace(/^- /, '')),
    answer: numbered(({ answer }) => answer),
    points: all.flatMap(({ points }) => points),
  };
}

/** What all braces of a question say. */
export function giftAnswer(braces: readonly string[], format: string): GiftAnswer {
  const read = braces.map(giftBraces);
  const all = read.map(({ answers }) => answered(answers, format));
  const [only] = all;
  const one = all.length === 1 && only ? only : gaps(all);
  const explanation = read.map((each) => giftWords(each.explanation, format)).filter((text) => text !== '');
  return { ...one, answer: [one.answer, ...explanation].filter((part) => part !== '').join('\n\n') };
}
