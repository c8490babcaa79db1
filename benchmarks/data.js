// Homes and banks of a given size, always the same.
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DAY_MS = 86_400_000;
const ratings = ['good', 'good', 'easy', 'hard', 'good', 'again', 'good'];

export const tempFolder = () => mkdtempSync(join(tmpdir(), 'prep-benchmark-'));

/** Spread over the 180 days before now. */
export function writeJournal(home, ids, count) {
  const start = Date.now() - 180 * DAY_MS;
  const lines = Array.from({ length: count }, (_, at) => {
    const instant = new Date(start + Math.floor((at / count) * 179 * DAY_MS));
    const attempt = {
      v: 1,
      id: `01KB${String(at).padStart(22, '0')}`,
      type: 'attempt',
      question: ids[(at * 7) % ids.length],
      rating: ratings[at % ratings.length],
      at: instant.toISOString().replace('Z', '+00:00'),
      elapsedMs: 40_000 + (at % 90) * 1000,
      mode: 'type',
      points: [1, 1, 0, 1],
      cited: at % 3 === 0 ? ['attention_ms_512'] : [],
      text: 'Every token attends to every other one, so time and memory of the scores grow with the square of the length. '.repeat(
        3,
      ),
      session: `01KBSESSION${String(Math.floor(at / 20)).padStart(15, '0')}`,
    };
    return JSON.stringify(attempt);
  });
  mkdirSync(join(home, 'journal'), { recursive: true });
  writeFileSync(join(home, 'journal', 'bench-000000.jsonl'), `${lines.join('\n')}\n`);
}

export function addAttempt(home, id) {
  const at = new Date().toISOString().replace('Z', '+00:00');
  const attempt = { v: 1, id: `01KC-${at}-${id}`, type: 'attempt', question: id, rating: 'good', at };
  const answered = { elapsedMs: 40_000, mode: 'type', points: [1, 0, 1], cited: [], text: 'What was typed.' };
  appendFileSync(
    join(home, 'journal', 'bench-000000.jsonl'),
    `${JSON.stringify({ ...attempt, ...answered })}\n`,
  );
}

const question = (at) => `---
id: question-${at}
number: ${at}
section: Section ${at % 20}
tags: [tag-${at % 7}, tag-${at % 11}]
difficulty: ${['easy', 'medium', 'hard'][at % 3]}
minutes: 2
---
# What does part number ${at} of the system do?

Part ${at} takes what part ${at + 1} made and hands on a summary of it. I measured [FILL IN: latency_${at % 50}] for one request,
and most of that is spent waiting for the disk.

The **first** thing to know is that it keeps no state: it can be started again at any time.

## Key points
- Takes what part ${at + 1} made
- Most of the time is spent waiting for the disk
- Keeps no state and can be started again

## Follow-ups
### What if the disk is full?
It says so and stops; nothing that was written is lost.
`;

/** One file per question, in folders of a thousand. */
export function writeBank(folder, count) {
  for (let at = 1; at <= count; at++) {
    const section = join(folder, `part-${Math.floor(at / 1000)}`);
    mkdirSync(section, { recursive: true });
    writeFileSync(join(section, `${at}.md`), question(at));
  }
  const metrics = Array.from(
    { length: 50 },
    (_, at) => `  latency_${at}: { prompt: Latency of part ${at}, unit: ms, example: ${at + 10} }`,
  );
  writeFileSync(join(folder, 'metrics.md'), `---\nmetrics:\n${metrics.join('\n')}\n---\n`);
}

/**
 * About 400 bytes per question, with two placeholders per sentence.
 * @returns its length in bytes
 */
export function writeGuide(file, count, sentences = 4) {
  const sentence = 'It depends on the length, which I measured at [X]ms and [FILL IN: your latency]. ';
  const questions = Array.from({ length: count }, (_, at) => {
    const section = at % 50 === 0 ? `## Part ${at / 50 + 1}\n\n` : '';
    const heading = `### Q${at + 1}: What is number ${at + 1}?`;
    const answer = `**Answer**: ${sentence.repeat(sentences)}\n\n- One`;
    return `${section}${heading}\n\n${answer}\n\n**Follow-up**: "Why?"\n\n---\n\n`;
  });
  const text = `# A guide\n\n${questions.join('')}`;
  writeFileSync(file, text);
  return Buffer.byteLength(text);
}
