// The document that `prep export --format json` writes (docs/json.md), read as it was written: ids, stories and all. Knows the
// names of its fields; JSON of any other kind is read by json-bank.ts.
import type { Problem } from '../../core/problem.ts';
import { DIFFICULTIES, STAR_PARTS } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { jsonTree, type JsonNode } from '../json-tree.ts';
import { phrasesOf } from '../point-alternatives.ts';
import { exportedBank, type ExportedQuestion, type Told } from './exported.ts';
import type { BankReader, ForeignBank } from './found.ts';

/** The first fields of the document, wherever blanks are: programs that lay it out anew keep their order. */
const OPENING = /^\ufeff?\s*\{\s*"v"\s*:\s*\d{1,4}\s*,\s*"command"\s*:\s*"export"\s*,\s*"mode"\s*:/;
const VERSION = 1;

const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'map' ? node.entries.find(([key]) => key === name)?.[1] : undefined;

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === 'list' ? node.items : [];

const toldBy = (node: JsonNode | undefined): Told | undefined =>
  node?.kind === 'text' ? { text: node.text, at: node.at } : undefined;

/** The text of a field of an object; empty, at the object, where there is none. */
const toldIn = (node: JsonNode, name: string): Told =>
  toldBy(fieldOf(node, name)) ?? { text: '', at: node.at };

function starOf(node: JsonNode | undefined): ExportedQuestion['star'] {
  if (node?.kind !== 'map') return undefined;
  const parts = STAR_PARTS.flatMap((part) => {
    const told = toldBy(fieldOf(node, part));
    return told ? [[part, told.text] as const] : [];
  });
  return Object.fromEntries(parts);
}

/** Facts that are texts, numbers or flags; whatever is something else is left out. */
function factsOf(
  node: JsonNode,
): Omit<ExportedQuestion, 'title' | 'answer' | 'points' | 'followUps' | 'tags'> {
  const text = (name: string): string | undefined => toldBy(fieldOf(node, name))?.text;
  const number = (name: string): number | undefined => {
    const field = fieldOf(node, name);
    return field?.kind === 'number' ? field.value : undefined;
  };
  const suspended = fieldOf(node, 'suspended');
  const facts = {
    id: text('id'),
    number: number('number'),
    section: text('section'),
    kind: (['open', 'star'] as const).find((kind) => kind === text('kind')),
    difficulty: DIFFICULTIES.find((level) => level === text('difficulty')),
    minutes: number('minutes'),
    suspended: suspended?.kind === 'flag' ? suspended.value : undefined,
    source: text('source'),
    created: text('created'),
    updated: text('updated'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Key points; their other words stand in a list of lists beside them. */
function pointsOf(node: JsonNode): ExportedQuestion['points'] {
  const alternatives = itemsOf(fieldOf(node, 'pointAlternatives'));
  return itemsOf(fieldOf(node, 'keyPoints')).flatMap((point, i) => {
    const told = toldBy(point);
    const phrases = itemsOf(alternatives[i]).flatMap((phrase) => toldBy(phrase)?.text ?? []);
    return told ? [{ ...told, also: phrasesOf(phrases.join(', ')) }] : [];
  });
}

function questionOf(node: JsonNode): ExportedQuestion {
  const star = starOf(fieldOf(node, 'star'));
  const [asked, notes] = [toldBy(fieldOf(node, 'asked')), toldBy(fieldOf(node, 'notes'))];
  return {
    ...factsOf(node),
    title: toldIn(node, 'title'),
    ...(asked && { asked }),
    answer: toldIn(node, 'answer'),
    ...(star && { star }),
    tags: itemsOf(fieldOf(node, 'tags')).flatMap((tag) => toldBy(tag)?.text ?? []),
    points: pointsOf(node),
    followUps: itemsOf(fieldOf(node, 'followUpTexts')).map((each) => ({
      question: toldIn(each, 'question'),
      answer: toldIn(each, 'answer'),
    })),
    ...(notes && { notes }),
  };
}

function read(source: Source): ForeignBank {
  const { values, faults } = jsonTree(source.text);
  const [document] = values;
  const fault = (at: number, message: string, hint: string): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(at, at),
    message,
    hint,
  });
  const version = fieldOf(document, 'v');
  if (version?.kind === 'number' && version.value > VERSION) {
    const newer = fault(version.at, 'A newer prep wrote this export.', 'Export it as md, or update prep.');
    return { source, found: [], problems: [newer] };
  }
  const problems = faults.map((at) =>
    fault(at, 'This is not the JSON that prep wrote; what can be read of it is.', 'Export it again.'),
  );
  const items = itemsOf(fieldOf(document, 'questions')).filter(({ kind }) => kind === 'map');
  return exportedBank(source, items.map(questionOf), problems);
}

/** Reads documents that prep exported. */
export const exportedJson: BankReader = {
  name: 'prep-json',
  title: 'JSON that prep exported',
  recognises: ({ text }) => OPENING.test(text.slice(0, 500)),
  read,
};
