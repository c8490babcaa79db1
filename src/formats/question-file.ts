// One question a file: YAML front matter, a title, the answer, then key points, follow-ups and notes.
// Knows how a question is written; knows nothing of banks, of files on disk, and of what is declared elsewhere.
import type { FileContent } from '../core/bank.ts';
import type { Problem } from '../core/problem.ts';
import type { Question } from '../core/question.ts';
import type { Source } from '../core/span.ts';

import { readFrontMatter, type FrontMatter } from './frontmatter.ts';
import type { Heading } from './outline.ts';
import { questionOf, type Depth, type QuestionDraft } from './question-draft.ts';
import { readQuestionFields, type QuestionFields } from './question-fields.ts';
import { answerOf, askedOf, followUpsOf, keyPointsOf, notesOf, starOf } from './question-parts.ts';
import { shapeOf, type Shape } from './question-shape.ts';
import { slug } from './slug.ts';

function headingProblems(source: Source, shape: Shape): readonly Problem[] {
  const strange = shape.strangeHeadings.map(({ heading, hint }): Problem => ({
    severity: 'warning',
    code: 'heading-unknown',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: `prep reads no section \`${source.text.slice(heading.textStart, heading.textEnd).slice(0, 60)}\` here.`,
    hint,
  }));
  const titles = shape.otherTitles.map((heading): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: 'A second title: a file holds one question.',
    hint: 'Move it to a file of its own, or write the heading with `##`.',
  }));
  const fences = shape.openFences.map((start): Problem => ({
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, source.text.slice(start).search(/\r?\n|$/) + start),
    message: 'This code fence is never closed, and hides all that follows.',
    hint: 'Close it with a line of the same marks.',
  }));
  return [...strange, ...titles, ...fences];
}

/** The question of a file that has a title. */
function draftOf(source: Source, shape: Shape, title: Heading, fields: QuestionFields): QuestionDraft {
  const { text, at } = source.textAt(title.textStart, title.textEnd);
  const asked = askedOf(source, shape, title);
  const answer = answerOf(source, shape, title, asked);
  const kind = fields.kind ?? (shape.isStar ? 'star' : 'open');
  return {
    ...fields,
    id: fields.id ?? slug(text),
    idWritten: fields.id !== undefined,
    title: text,
    titleAt: at,
    asked,
    answer,
    kind,
    star: kind === 'star' ? starOf(source, shape, answer) : undefined,
    keyPoints: keyPointsOf(source, shape),
    followUps: followUpsOf(source, shape),
    notes: notesOf(source, shape),
    native: true,
  };
}

function missingTitle(source: Source, front: FrontMatter, title: Heading | undefined): Problem {
  const rest = source.text.slice(front.bodyStart);
  const start = title?.start ?? front.bodyStart + Math.max(0, rest.search(/\S/));
  const end = start + source.text.slice(start).search(/\r?\n|$/);
  return {
    severity: 'error',
    code: 'title-missing',
    at: source.spanAt(start, end),
    message: title ? 'The title is empty.' : 'This looks like a question, but it has no title.',
    hint: 'Write the question as a heading: `# What is …?`',
  };
}

/**
 * Reads a question file of prep's own format. Never throws.
 * @param bank path of the bank as it is to be shown
 * @param depth `written` leaves out what follows from the texts, for whoever only compares these
 * @returns no question and no problem for a file that is none, such as a README or notes
 */
export function readQuestionFile(source: Source, bank: string, depth: Depth = 'whole'): FileContent {
  const front = readFrontMatter(source);
  const shape = shapeOf(source, front);
  const content = (questions: readonly Question[], problems: readonly Problem[]): FileContent => ({
    file: source.file,
    questions,
    metrics: [],
    problems,
  });
  if (!shape.isQuestion) return content([], []);
  const { title } = shape;
  const { fields, problems } = readQuestionFields(source, front.entries);
  const found = [...front.problems, ...problems];
  if (!title || title.textEnd === title.textStart) {
    return content([], [...found, missingTitle(source, front, title)]);
  }
  const draft = draftOf(source, shape, title, fields);
  const { question, problems: open } = questionOf(source, bank, draft, depth);
  return content([question], [...found, ...headingProblems(source, shape), ...open]);
}
