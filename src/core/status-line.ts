// One line on where the user stands, in words of their own: for shell prompts and status bars, which ask often.
import { Failure } from './failure.ts';

/** What may stand in braces, and what it is. */
export const STATUS_FIELDS = {
  due: 'questions to review today',
  new: 'new questions that today has room for',
  unfilled: 'numbers that answers cite and that have no value',
  streakDays: 'days in a row',
  daysLeft: 'days until the interview, empty without a date',
  label: 'number or id of the next question, empty when there is none',
  id: 'its id',
  title: 'its title',
  section: 'its section',
} as const;

export type StatusField = keyof typeof STATUS_FIELDS;

const isField = (name: string): name is StatusField => Object.hasOwn(STATUS_FIELDS, name);

/**
 * The text with each `{field}` replaced; `{{` and `}}` are braces. Fails with `format-unknown` for a field that there is not.
 * @param valueOf asked only for fields that the text has
 */
export function fillStatusLine(format: string, valueOf: (field: StatusField) => string): string {
  return format.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole.charAt(0);
    if (isField(name)) return valueOf(name);
    const known = Object.keys(STATUS_FIELDS).map((field) => `{${field}}`);
    throw new Failure('format-unknown', `There is no field {${name}} for --format.`, {
      hint: `there are ${known.join(', ')}; a brace is written {{`,
    });
  });
}
