import type { Quiz } from './types';

const TITLE: string = 'Storage';
const retries = 3;

// What the app shows beside the quiz.
export const menu = [{ label: 'Start', icon: 'play' }, { label: 'Stop', icon: 'stop' }];

export const storageQuestions: readonly Quiz[] = [
  {
    id: 1,
    topic: 'Indexes',
    question: 'What does an index cost, and what does it bring?',
    answer: `
      It finds rows without reading the whole table.

      - every write keeps it up to date
      - it takes space:
        - \`(a, b)\` twice
    `,
    level: 'easy',
  },
  {
    id: 2,
    topic: 'Logs',
    question: "Why is a write-ahead log \"append only\"?",
    /* Two lines. */
    answer: 'Appending is fast, ' + 'and what is written is never changed.\nA crash loses nothing.',
  },
  { id: 3, question: `How many of ${TITLE}'s shards fail?`, answer: `At most ${retries}.` },
  { id: 4, question: ('What is a B\u2011tree?'), answer: ['Sorted pages', 'A root above them'], ...defaults },
] as const;

storageQuestions.push({ id: 5, question: 'Which page is read first?', answer: 'The root.' } satisfies Quiz);

export default function show({ id }: Quiz) {
  return document.getElementById(`q-${id}`);
}
