// What can be taken from a document as a value: a number, or a short text. Says why anything else cannot.
import { plainLine } from '../../core/one-line.ts';
import type { Refusal } from '../../core/quantity.ts';
import type { Json } from '../../core/result.ts';
import { MAX_TEXT_VALUE_CHARS } from './limits.ts';
import { clip } from './missing.ts';
import { plainNumber } from './plain-number.ts';

/** What programs write where they have no number. */
const NO_NUMBER = /^[+-]?(?:nan|inf|infinity|\.nan|\.inf)$/i;
const DIGITS = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The value, numbers in texts as numbers; else a refusal that goes on behind the path: `is a list of 3`. */
export function valueOf(found: Json): number | string | Refusal {
  if (typeof found === 'number') return found;
  if (typeof found === 'string') return ofText(found);
  if (found === null || typeof found === 'boolean')
    return { error: `is ${found}, which is no value`, hint: 'name a number or a short text' };
  if (Array.isArray(found))
    return {
      error: `is a list of ${found.length}`,
      hint: 'pick one of it: [0], [-1], or max(…), min(…), avg(…) around it',
    };
  const keys = Object.keys(found).slice(0, 5).map(clip).join(', ');
  return {
    error: 'is no single value',
    hint: keys === '' ? 'it is empty' : `name one of what is in it: ${keys}`,
  };
}

function ofText(found: string): number | string | Refusal {
  const text = plainLine(found);
  if (text === '') return { error: 'is empty', hint: 'name a number or a short text' };
  if (NO_NUMBER.test(text))
    return { error: `is ${text}`, hint: 'there is no number: look at the run, it may have diverged' };
  if (text.length > MAX_TEXT_VALUE_CHARS)
    return {
      error: `is a text of ${text.length} characters`,
      hint: `a value has at most ${MAX_TEXT_VALUE_CHARS}`,
    };
  const number = plainNumber(text);
  if (number === undefined && DIGITS.test(text))
    return {
      error: `is ${text}, which is out of reach`,
      hint: 'look at the run: no measurement is that large',
    };
  return number ?? text;
}
