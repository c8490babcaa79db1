// How well coverage hints tell covered points from missing ones and from texts on something else: `node benchmarks/coverage.js`.
// Prints the figures of both halves of the labelled pairs (tests/corpus/points), the one that was tuned by and the one held out.
import { root, sources } from './sources.js';

const LEAST_AREA = 0.9;
const NEEDED = `
export { coveredPoints, topicOf } from './src/core/feedback/find.ts';
export { HALVES, areaUnderCurve, labelledAnswers } from './tests/support/point-pairs.ts';
`;

const { areaUnderCurve, coveredPoints, HALVES, labelledAnswers, topicOf } = await sources(NEEDED);

function pairsOf(answers) {
  return answers.flatMap(({ question, text, style, labels }) => {
    const found = coveredPoints(text, question.keyPoints, question.answer.text);
    return labels.map(([point, label]) => ({ label, style, ...found[point] }));
  });
}

const ticked = (pairs) => pairs.filter(({ covered }) => covered === 1).length;

for (const half of HALVES) {
  const answers = labelledAnswers(root, half);
  const pairs = pairsOf(answers);
  const of = (label) => pairs.filter((pair) => pair.label === label);
  const shares = (label) => of(label).map(({ share }) => share);
  const area = areaUnderCurve(shares('covered'), shares('off-topic'));
  console.log(`${half}: ${answers.length} answers, ${pairs.length} pairs`);
  console.log(`  AUC covered against off topic             ${area.toFixed(3)} (at least ${LEAST_AREA})`);
  console.log(
    `  AUC covered against on topic but missing  ${areaUnderCurve(shares('covered'), shares('missing')).toFixed(3)} (no bound)`,
  );
  for (const label of ['covered', 'missing', 'off-topic'])
    console.log(
      `  ticked of ${label.padEnd(10)} ${String(ticked(of(label))).padStart(3)} of ${of(label).length}`,
    );
  const styles = [...new Set(of('covered').map(({ style }) => style))];
  const byStyle = styles.map((style) => {
    const own = of('covered').filter((pair) => pair.style === style);
    return `${style} ${ticked(own)} of ${own.length}`;
  });
  console.log(`  ticked of covered, by style: ${byStyle.join(' · ')}`);
  const judged = answers.map(({ question, text, style }) => [style === 'off-topic', topicOf(text, question)]);
  const right = judged.filter(([isOff, topic]) => isOff === (topic === 'off-topic'));
  const sentAway = judged.filter(([isOff, topic]) => !isOff && topic === 'off-topic');
  console.log(
    `  topic judged right ${right.length} of ${judged.length}; on topic taken for something else ${sentAway.length}\n`,
  );
  if (area < LEAST_AREA) process.exitCode = 1;
}
