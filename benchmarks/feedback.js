// How often feedback is right, on answers by people who did not know prep: `node benchmarks/feedback.js FOLDER`. It fetches
// nothing; README.md says where the data come from. FOLDER may have
//
//   mohler_dataset_edited.csv   Mohler's answers in computer science, graded 0 to 5 by two people
//   training/3way, test/3way    SemEval-2013 task 7 (SciEntsBank and Beetle): correct, contradictory, incorrect
//   exam*.json                  questions with key points, answers, and a label for each point of each answer
//
// The reference answer is the model answer, and whole the only key point. Without a folder only the answers in tests/corpus/points
// are measured: they were written for prep, and flatter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sources } from './sources.js';

const LEAST_AREA = 0.9;
const NEEDED = `
export { feedbackOn } from './src/core/feedback/feedback.ts';
export { openLexicon } from './src/core/feedback/lexicon.ts';
export { HALVES, areaUnderCurve, labelledAnswers } from './tests/support/point-pairs.ts';
`;

const { areaUnderCurve, feedbackOn, HALVES, labelledAnswers, openLexicon } = await sources(NEEDED);
const lexicon = process.env.PREP_NO_LEXICON
  ? undefined
  : openLexicon(readFileSync(join(root, 'lexicon', 'words.bin')));
const folder = process.argv[2];
const [template] = labelledAnswers(root, HALVES[0]);

const questions = new Map();
/** With only a title, a model answer and key points. */
function questionOf(title, answer, points) {
  const key = [title, answer, ...points].join('\n');
  const { question } = template;
  const at = question.answer.at;
  const made = questions.get(key) ?? {
    ...question,
    title,
    answer: { ...question.answer, text: answer },
    keyPoints: points.map((text) => ({ text, at })),
    followUpTexts: [],
    placeholders: [],
  };
  questions.set(key, made);
  return made;
}
const heard = (text, question) => feedbackOn(text, question, new Map(), lexicon);
const meanScore = ({ points }) => points.reduce((sum, { score }) => sum + score, 0) / points.length;

function csvRows(text) {
  const rows = [[]];
  let cell = '';
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/g)) {
    cell = quoted?.replaceAll('""', '"') ?? plain;
    rows.at(-1).push(cell.trim());
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function pearson(pairs) {
  const mean = (at) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of) => pairs.reduce((total, [a, b]) => total + of(a - x, b - y), 0);
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
}

const percent = (part, all) => `${((100 * part) / all).toFixed(1)}%`;
function statesOf(points) {
  const count = (...states) => points.filter(({ state }) => states.includes(state)).length;
  return `found ${count('found')} (${percent(count('found'), points.length)}), found or maybe ${percent(count('found', 'maybe'), points.length)} of ${points.length}`;
}

function mohler(name, rows) {
  const given = rows.map(([, title, reference, text, , , grade]) => ({
    feedback: heard(text, questionOf(title, reference, [reference])),
    grade: Number(grade),
  }));
  const perfect = given.filter(({ grade }) => grade === 5).map(({ feedback }) => feedback);
  const away = perfect.filter(({ topic }) => topic === 'off-topic').length;
  console.log(`${name}: ${given.length} answers`);
  console.log(
    `  r with the mean grade  ${pearson(given.map(({ feedback, grade }) => [meanScore(feedback), grade])).toFixed(3)}`,
  );
  console.log(`  perfect answers        ${statesOf(perfect.flatMap(({ points }) => points))}`);
  console.log(`  … called off topic     ${away} (${percent(away, perfect.length)})`);
}

const plain = (text) =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

function semEvalAnswers(below) {
  return readdirSync(below, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .flatMap((name) => {
      const text = readFileSync(join(below, name), 'utf8');
      const [, title] = /<questionText>([^]*?)<\/questionText>/.exec(text);
      const references = [...text.matchAll(/<referenceAnswer ([^>]*)>([^]*?)<\/referenceAnswer>/g)];
      const [, , reference] = references.find(([, about]) => about.includes('BEST')) ?? references[0];
      const question = questionOf(plain(title), plain(reference), [plain(reference)]);
      return Array.from(
        text.matchAll(/<studentAnswer ([^>]*)>([^]*?)<\/studentAnswer>/g),
        ([, about, written]) => ({
          label: /accuracy="(\w+)"/.exec(about)[1],
          feedback: heard(plain(written), question),
        }),
      );
    });
}

function semEval(name, below) {
  const given = semEvalAnswers(below);
  const scores = given.map(({ label, feedback }) => [meanScore(feedback), label === 'correct' ? 1 : 0]);
  console.log(`${name}: ${given.length} answers`);
  console.log(`  r with correct or not  ${pearson(scores).toFixed(3)}`);
  for (const label of ['correct', 'incorrect', 'contradictory']) {
    const points = given.filter((one) => one.label === label).flatMap(({ feedback }) => feedback.points);
    console.log(`  ${label.padEnd(22)} ${statesOf(points)}`);
  }
}

const examined = (title, answer, points) =>
  questionOf(
    title,
    answer,
    points.map((point) => point.text ?? point),
  );

function exam(name, asked) {
  const pairs = asked.flatMap(({ title, answer, points, answers }) => {
    const question = examined(title, answer, points);
    return answers.flatMap(({ text, labels }) =>
      heard(text, question).points.map((point, i) => ({ ...point, label: labels[i] })),
    );
  });
  const of = (label) => pairs.filter((pair) => pair.label === label);
  console.log(`${name}: ${pairs.length} points of answers`);
  for (const label of new Set(pairs.map((pair) => pair.label)))
    console.log(`  ${String(label).padEnd(22)} ${statesOf(of(label))}`);
  const scores = (label) => of(label).map(({ score }) => score);
  console.log(`  AUC, covered from not  ${areaUnderCurve(scores('covered'), scores('no')).toFixed(3)}`);
  const texts = asked.flatMap((one) => one.answers.map(({ text }) => [text, one]));
  const away = texts.filter(
    ([text, { title, answer, points }]) => heard(text, examined(title, answer, points)).topic === 'off-topic',
  );
  console.log(`  called off topic       ${away.length} of ${texts.length}`);
}

function corpus(half) {
  const answers = labelledAnswers(root, half).map((answer) => ({
    ...answer,
    feedback: heard(answer.text, answer.question),
  }));
  const pairs = answers.flatMap(({ feedback, labels }) =>
    labels.map(([point, label]) => ({ ...feedback.points[point], label })),
  );
  const scores = (label) => pairs.filter((pair) => pair.label === label).map(({ score }) => score);
  const area = areaUnderCurve(scores('covered'), scores('off-topic'));
  console.log(`written for prep, ${half}: ${answers.length} answers`);
  console.log(`  AUC covered, off topic ${area.toFixed(3)} (at least ${LEAST_AREA})`);
  console.log(`  AUC covered, missing   ${areaUnderCurve(scores('covered'), scores('missing')).toFixed(3)}`);
  for (const label of ['covered', 'missing', 'off-topic'])
    console.log(`  ${label.padEnd(22)} ${statesOf(pairs.filter((pair) => pair.label === label))}`);
  const right = answers.filter(
    ({ style, feedback }) => (style === 'off-topic') === (feedback.topic === 'off-topic'),
  );
  console.log(`  topic judged right     ${right.length} of ${answers.length}`);
  if (area < LEAST_AREA) process.exitCode = 1;
}

for (const half of HALVES) corpus(half);
const at = (...parts) => folder && existsSync(join(folder, ...parts)) && join(folder, ...parts);
const csv = at('mohler_dataset_edited.csv');
if (csv) {
  const [, ...rows] = csvRows(readFileSync(csv, 'utf8'));
  const ids = [...new Set(rows.map(([id]) => id))];
  for (const [half, name] of ['tuned by', 'held out'].entries())
    mohler(
      `Mohler, questions ${name}`,
      rows.filter(([id]) => ids.indexOf(id) % 2 === half),
    );
  mohler('Mohler, all', rows);
}
for (const [name, ...parts] of [
  ['SciEntsBank, tuned by', 'training', '3way', 'sciEntsBank'],
  ['SciEntsBank, unseen domains', 'test', '3way', 'sciEntsBank', 'test-unseen-domains'],
  ['SciEntsBank, unseen questions', 'test', '3way', 'sciEntsBank', 'test-unseen-questions'],
  ['Beetle, tuned by', 'training', '3way', 'beetle'],
  ['Beetle, unseen answers', 'test', '3way', 'beetle', 'test-unseen-answers'],
  ['Beetle, unseen questions', 'test', '3way', 'beetle', 'test-unseen-questions'],
]) {
  const below = at(...parts);
  if (below) semEval(name, below);
}
const exams = (folder ? readdirSync(folder) : []).filter((name) => /^exam.*\.json$/.test(name)).toSorted();
const asked = exams.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).questions);
for (const [i, name] of exams.entries()) exam(name, asked[i]);
if (exams.length > 1) exam('all exams', asked.flat());
