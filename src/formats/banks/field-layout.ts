// Which of the fields of a table or of objects is the question, which the answer, and so on: by their names together. Knows
// names; what stands in the fields decides only where the names leave it open, and not here.
import { fieldsNamed, optionNamed, plainName, type FieldName, type Role } from './field-names.ts';

/** Where the fields of each role stand in the list of names, best first. */
export type Layout = {
  readonly question: number;
  readonly fields: ReadonlyMap<Role, readonly number[]>;
  /** Fields that hold one option each, in order. */
  readonly options: readonly number[];
  /** True when those are told apart by numbers: then the first is 1. */
  readonly counted: boolean;
  /** Fields that hold one wrong answer each. */
  readonly wrong: readonly number[];
  /** False when the names fit other files too: then what the question fields hold must read like questions. */
  readonly sure: boolean;
  /** True when the question's own name can hardly mean anything else. */
  readonly named: boolean;
};

/** A wider table or object is read no further. */
const MOST_FIELDS = 200;

type Named = {
  readonly at: number;
  readonly means: readonly FieldName[];
  readonly option: string | undefined;
};

const LONE_LETTER = /^[a-h]$/;

function named(names: readonly string[]): readonly Named[] {
  const plain = names.slice(0, MOST_FIELDS).map(plainName);
  const letters = ['a', 'b', 'c'].every((letter) => plain.includes(letter));
  return plain.map((name, at) => ({
    at,
    means: fieldsNamed(names[at] ?? ''),
    option: letters && LONE_LETTER.test(name) ? name : optionNamed(names[at] ?? ''),
  }));
}

const better = (a: FieldName, b: FieldName): number => Number(b.sure) - Number(a.sure) || a.rank - b.rank;

const meaning = ({ means }: Named, role: Role): FieldName | undefined =>
  means.find((one) => one.role === role);

type Chosen = { readonly at: number; readonly name: FieldName };

/** Fields that can have a role, best first. */
function candidates(fields: readonly Named[], role: Role): readonly Chosen[] {
  return fields
    .flatMap((field) => {
      const name = meaning(field, role);
      return name ? [{ at: field.at, name }] : [];
    })
    .toSorted((a, b) => better(a.name, b.name));
}

/** Roles in the order in which they take fields: a name that may be two of them goes to the first. */
const ORDER: readonly Role[] = [
  'options',
  'wrong',
  'right',
  'answer',
  'explanation',
  'difficulty',
  'section',
  'tags',
  'number',
  'minutes',
  'seconds',
  'points',
  'followUps',
  'notes',
  'origin',
  'code',
  'id',
  'situation',
  'task',
  'action',
  'result',
  'learning',
];

function assigned(fields: readonly Named[], question: Chosen, hasOptions: boolean): Map<Role, Chosen[]> {
  const roles = new Map<Role, Chosen[]>();
  const taken = new Set([question.at]);
  const offered = hasOptions || fields.some((field) => meaning(field, 'options') ?? meaning(field, 'wrong'));
  for (const role of ORDER) {
    // A key is an id unless there is something to choose from.
    const open = candidates(fields, role).filter(({ at, name }) => {
      const isKey =
        role === 'right' && !offered && name.rank > 0 && fields[at]?.means.some((one) => one.role === 'id');
      return !taken.has(at) && name.sure && !isKey;
    });
    if (open.length > 0) roles.set(role, [...open]);
    for (const { at } of open) taken.add(at);
  }
  return roles;
}

/** The field that is the answer although its name also means other things, when nothing else is. */
function weakAnswer(
  fields: readonly Named[],
  question: number,
  taken: ReadonlySet<number>,
): Chosen | undefined {
  return candidates(fields, 'answer').find(({ at, name }) => !name.sure && at !== question && !taken.has(at));
}

/** Fields that say more of the question or the answer, under names that mean many things. */
const ASIDE = /^(?:content|body|text|description|details|context)$/;

/**
 * Judges names.
 * @returns undefined when none of them can be a question
 */
export function layoutOf(names: readonly string[]): Layout | undefined {
  const all = named(names);
  const lettered = all.filter(({ option }) => option !== undefined && option !== 'wrong');
  const wrong = all.filter(({ option }) => option === 'wrong');
  const isOption = new Set(lettered.length >= 2 ? lettered : []);
  const plain = all.filter((field) => !isOption.has(field) && field.option !== 'wrong');
  const [question] = candidates(plain, 'question');
  if (!question) return undefined;
  const options = [...isOption].toSorted((a, b) => ((a.option ?? '') < (b.option ?? '') ? -1 : 1));
  const roles = assigned(plain, question, options.length > 0);
  const taken = new Set([question.at, ...[...roles.values()].flat().map(({ at }) => at)]);
  const chooses = options.length > 0 || wrong.length > 0 || roles.has('options') || roles.has('wrong');
  const tells = roles.has('situation') && roles.has('action');
  const answered = tells || (['answer', 'right', 'explanation'] as const).some((role) => roles.has(role));
  const weak = answered || chooses ? undefined : weakAnswer(plain, question.at, taken);
  if (weak) roles.set('answer', [weak]);
  const aside = plain.filter(
    ({ at }) => at !== weak?.at && !taken.has(at) && ASIDE.test(plainName(names[at] ?? '')),
  );
  const notes = [...(roles.get('notes') ?? []).map(({ at }) => at), ...aside.map(({ at }) => at)];
  const fields = new Map([...roles].map(([role, chosen]) => [role, chosen.map(({ at }) => at)] as const));
  if (notes.length > 0) fields.set('notes', notes);
  const sureAnswer = roles.get('answer')?.some(({ name }) => name.sure) === true || roles.has('right');
  return {
    question: question.at,
    fields,
    options: options.map(({ at }) => at),
    counted: /^\d$/.test(options[0]?.option ?? ''),
    wrong: wrong.map(({ at }) => at),
    named: question.name.sure,
    sure: question.name.sure ? answered || chooses : sureAnswer,
  };
}
