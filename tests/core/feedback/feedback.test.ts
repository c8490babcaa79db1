import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { oneLine } from '../../../src/core/base/text.ts';
import { checkItems, feedbackOn } from '../../../src/core/feedback/feedback.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { answerWith } from '../../support/figure-cases.ts';
import { shippedLexicon } from '../../support/lexicon.ts';
import { quizQuestion } from '../../support/quiz-bank.ts';

const first = (items: readonly string[]): readonly string[] => items.map((item) => item.split(':')[0] ?? '');

describe('what is checked', () => {
  it('is the key points of an open question, and nothing for a draft', () => {
    expect(checkItems(quizQuestion('wide'))).toEqual(['全角は二桁', 'ﾊﾝｶｸ は一桁']);
    expect(checkItems(quizQuestion('draft'))).toEqual([]);
  });

  it('is the parts of a story that its file has, else the four of every story', () => {
    const story = quizQuestion('story');
    expect(first(checkItems(story))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const { star: _star, ...bare } = story;
    expect(first(checkItems(bare))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const learned = { ...story, star: { ...story.star, learning: story.answer } };
    expect(first(checkItems(learned))).toContain('Learning');
  });
});

describe('feedback', () => {
  it('compares a point with what its conditions show', () => {
    const point =
      'Quadratic in the limit[IF a > 512 and (not measured(b) or b < 10): , but not yet at the lengths I timed]';
    const text = `---\nid: cost\n---\n# What does it cost?\n\nIt depends.\n\n## Key points\n\n- ${point}\n- Memory, too\n`;
    const [question] = readQuestionFile(openSource('cost.md', text), '').questions;
    const typed = 'Quadratic in the limit, but at my lengths linear parts dominate.';
    const reasonWith = (a: number): string | undefined => {
      const values = new Map([['a', { text: String(a), number: a, origin: 'typed' } as const]]);
      return question && feedbackOn(typed, question, values, shippedLexicon).points[0]?.reason;
    };
    expect(reasonWith(1024)).toContain('not yet at the lengths');
    expect(reasonWith(1024)).not.toContain('measured');
    expect(reasonWith(256)).toBeUndefined();
  });

  const states = (id: string, typed: string): readonly string[] =>
    feedbackOn(typed, quizQuestion(id), new Map()).points.map(({ state }) => state);

  it('looks for the parts of a story, under headings or told in one piece', () => {
    const story = quizQuestion('story');
    // What changed in it has no number.
    expect(states('story', story.answer.text)).toEqual(['found', 'found', 'found', 'maybe']);
    const told =
      'There was a ratio which nobody could explain. My task was to find out if the measurement was wrong. ' +
      'So I counted the operations by hand. As a result the explanation of 3 ms went into the report.';
    expect(states('story', told)).toEqual(['found', 'found', 'found', 'found']);
    expect(states('story', 'There was a ratio that nobody explained. It was odd.')).toEqual([
      'found',
      'missing',
      'missing',
      'missing',
    ]);
  });

  it('doubts the parts of another story, told in one piece or part by part', () => {
    const told =
      'There was a slow query. My task was to make it fast. I profiled it. As a result it fell to 3 ms.';
    expect(states('story', told)).toEqual(['maybe', 'maybe', 'maybe', 'maybe']);
    const parts =
      '## Situation\nBanana.\n## Task\nI like pizza.\n## Action\nThe weather is nice.\n## Result\nTwo.';
    expect(states('story', parts)).toEqual(['maybe', 'maybe', 'maybe', 'maybe']);
    const { star: _star, ...bare } = quizQuestion('story');
    expect(feedbackOn(told, bare, new Map()).points[0]?.state).toBe('maybe');
  });

  it('finds no part of another story by typical words and a few of its own', () => {
    const text =
      '---\nid: incident\nkind: star\n---\n# Tell me about a production incident.\n\n* S: A schema change broke the feature store at 02:00.\n* T: I was on call.\n* A: I rolled back within 11 minutes and wrote a contract test.\n* R: No repeat in 9 months, MTTR dropped by 40%.\n';
    const [question] = readQuestionFile(openSource('incident.md', text), '').questions;
    const told =
      'The bill grew. I had to cut it in half. I moved the cache to spot instances and wrote a script. As a result the bill fell by 30%.';
    const parts = question && feedbackOn(told, question, new Map(), shippedLexicon).points;
    expect(parts?.map(({ state }) => state)).toEqual(['maybe', 'maybe', 'maybe', 'maybe']);
  });

  it('doubts a part of a story that has another figure than the model answer in the same words', () => {
    const story = quizQuestion('story');
    const text = 'I profiled it. 80% of the time was in tokenization, so I cached tokens for 14 days.';
    const answer = { ...story.answer, text };
    const question = { ...story, answer, star: { ...story.star, action: answer } };
    const reasons = (share: string) =>
      feedbackOn(
        `There was a slow query. I profiled it: ${share} of the time was in tokenization. As a result it fell by 60%.`,
        question,
        new Map(),
      ).points.map(({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`));
    expect(reasons('60%')[2]).toBe('maybe: says 60%, not 80%');
    for (const right of ['80%', 'eighty percent', 'about 80%', 'most'])
      expect(reasons(right)[2]).toBe('found');
  });

  it('doubts a part of a story with another count, or with two figures the other way round', () => {
    const story = quizQuestion('story');
    const text = 'I measured 3 services for the team of 5, and 14 of 17 moved. Cost fell from $80k to $52k.';
    const answer = { ...story.answer, text };
    const question = { ...story, answer, star: { ...story.star, action: answer } };
    const reasonOf = (action: string) =>
      feedbackOn(`## Action\n${action}`, question, new Map()).points[2]?.reason;
    expect(reasonOf('I measured 30 services.')).toBe('says 30 services, not 3 services');
    expect(reasonOf('I measured it for the team of 50.')).toBe('says 50, not 5');
    expect(reasonOf('The bug rate dropped by 40% and cost 12k.')).toBeUndefined();
    expect(reasonOf('Cost rose from 52k to 80k.')).toBe('says $80k and $52k the other way round');
    expect(reasonOf('Cost is $52k, it was $80k, and 14 of the 17 moved.')).toBeUndefined();
  });

  it('finds no part of a story in a word that says there is none', () => {
    const typed = '## Situation\nThe job took 12 hours.\n\n## Task\nno idea\n\n## Action\nNothing.';
    expect(states('story', typed).slice(1, 3)).toEqual(['missing', 'missing']);
  });

  it('finds nothing in answers without text', () => {
    for (const nothing of ['', "I don't know."])
      expect(states('story', nothing)).toEqual(['missing', 'missing', 'missing', 'missing']);
    expect(states('latency', '  ')).toEqual(['missing', 'missing', 'missing']);
  });

  it('finds what the text says, and quotes the sentence', () => {
    const typed = 'Well. Quadratic time in the length.';
    expect(states('latency', typed)).toEqual(['found', 'missing', 'missing']);
    const [point] = feedbackOn(typed, quizQuestion('latency'), new Map()).points;
    expect(typed.slice(point?.quote?.start, point?.quote?.end)).toBe('Quadratic time in the length.');
  });

  it('contradicts a point that is said with its opposite, and says why', () => {
    const typed = 'It takes linear time in the length of the input.';
    const [point] = feedbackOn(typed, quizQuestion('latency'), new Map()).points;
    expect(point).toMatchObject({
      state: 'contradicted',
      reason: 'says "linear"; the point says "Quadratic"',
    });
  });

  describe('on what is said elsewhere or of something else', () => {
    const stateOf = (text: string, typed: string) =>
      feedbackOn(
        typed,
        {
          ...quizQuestion('latency'),
          title: 'How does it work?',
          placeholders: [],
          keyPoints: [{ text, at: quizQuestion('latency').answer.at }],
        },
        new Map(),
        shippedLexicon,
      ).points[0]?.state;
    const KEY = 'A leaked key is revoked within 4 minutes';
    const CASES = 'Three abuse cases were found';
    const TEAMS = 'Three of eleven teams still use static keys';
    const CALLS = 'Each decrypt costs one more network call';
    const LEVEL = 'Service level: critical in 7 days, high in 30.';
    const BACKLOG = 'Backlog: Critical 3, High 27.';
    const ORIGIN = 'FIDO2 keys are bound to the origin, so phishing sites get nothing';
    const PROOF = 'Authentication proves who you are; authorization decides what you may do.';
    const RATE = 'We measure the report rate, not only the click rate.';

    it.each([
      [KEY, 'A leaked key is revoked within 9 hours. 4 engineers review each change.'],
      [CASES, 'We hired 3 people. 5 abuse cases were found.'],
      [CASES, '5 abuse cases were found, 3 of them severe.'],
      ['Rotation takes 5 minutes', 'Rotation takes 5 hours. 5 abuse cases were found.'],
      [TEAMS, '4 of 11 teams still use static keys'],
      [TEAMS, '4 out of eleven teams still use static keys'],
      [CALLS, 'Each decrypt costs 2 more network calls'],
      [CALLS, 'Each decrypt costs three more network calls'],
      [LEVEL, 'Critical in 30 days, high in 7.'],
      [LEVEL, 'critical 30 days and high 7 days'],
      [BACKLOG, 'Backlog: critical 27, high 3.'],
      [ORIGIN, 'FIDO2 keys are never bound to the origin so phishing sites get everything'],
      [PROOF, 'Authorization proves who you are; authentication decides what you may do.'],
      [RATE, 'We only measure the click rate.'],
      ['SIM swapping defeats codes sent by SMS', 'SMS codes are safe against SIM swapping.'],
      ['Content security policy is a second line of defense', 'CSP is the 1st line of defense'],
      ['Backups are tested every quarter', 'Backups are tested every year.'],
      ['Backups are tested every quarter', 'We test backups once a month.'],
      ['First contain, second eradicate', 'First eradicate, second contain.'],
    ])('doubts or contradicts %j, said as %j', (point, typed) => {
      expect(stateOf(point, typed)).not.toBe('found');
    });

    it.each([
      [KEY, 'We found a leaked key. It is revoked within 4 min.'],
      [CASES, 'We hired 5 people. 3 abuse cases were found.'],
      [CASES, 'Three abuse cases were found, 2 of them severe.'],
      [TEAMS, '3 of 11 teams still use static keys'],
      [TEAMS, '3 out of 11 teams still use static keys'],
      [CALLS, 'Each decrypt costs 1 more network call'],
      [LEVEL, 'High in 30 days, critical in 7.'],
      [LEVEL, 'SLA: 7 days for critical, 30 for high'],
      [BACKLOG, 'Backlog: high 27, critical 3'],
      [ORIGIN, 'FIDO2 keys are bound to the origin so phishing does not work'],
      [PROOF, 'Authorization decides what you may do; authentication proves who you are'],
      [RATE, 'We measure the report rate and not just the click rate'],
      ['Backups are tested every quarter', 'We test backups every three months'],
      ['Two engineers review every change', '2 eng review every change'],
      ['Logs go through the proxy before storage', 'Logs go via the proxy before storage'],
    ])('finds %j, said as %j', (point, typed) => {
      expect(stateOf(point, typed)).toBe('found');
    });
  });

  it('doubts a point with a reason of which nothing is said', () => {
    const { question, values } = answerWith('Payloads are smaller because Protobuf is binary.', []);
    const reasonOf = (typed: string) => feedbackOn(typed, question, values, shippedLexicon).points[0]?.reason;
    expect(reasonOf('Payloads are smaller.')).toBe('does not say "because Protobuf is binary"');
    expect(reasonOf('Payloads are smaller, since binary needs fewer bytes.')).toBeUndefined();
  });

  describe('on a point with figures', () => {
    const question = {
      ...quizQuestion('latency'),
      placeholders: [],
      keyPoints: [
        'Replication took two weeks',
        'Runs 3,500 requests on 12 nodes',
        'Uses two phases',
        'The breaker opens after 5 failures in 10 s, and falls back to BM25 order',
        'Another shard moves 1/N of the keys',
        'Backups are copied twice a week',
        'Every week, 200 tickets are labeled by hand',
        'We run three replicas behind a load balancer',
        'Batch size 1 on 1.2 million tickets, recall@10 of 0.4',
        'After 60 seconds the second gateway takes over',
      ].map((text) => ({ text, at: quizQuestion('latency').answer.at })),
    };
    const heard = (typed: string) =>
      feedbackOn(typed, question, new Map()).points.map(({ state, reason }) =>
        reason === undefined ? state : `${state}: ${reason}`,
      );

    it.each([
      ['Replication took two weeks.', 'found'],
      ['The replication took fourteen days, two weeks.', 'found'],
      ['Replication took two months.', 'maybe: says two months, not two weeks'],
      ['Replication took weeks.', 'maybe: does not say two weeks'],
    ])('marks it only if they are said: %s', (typed, state) => {
      expect(heard(typed)[0]).toBe(state);
    });

    it.each([
      ['Each week we label 200 tickets by hand.', 6, 'found'],
      ['Weekly, 200 tickets get labels by hand.', 6, 'found'],
      ['Every day, 200 tickets are labeled by hand.', 6, 'maybe: says day, not week'],
      ['We run one replica behind a load balancer.', 7, 'maybe: says one replica, not three replicas'],
      ['We run three replicas behind a load balancer.', 7, 'found'],
      ['We run replicas behind a load balancer.', 7, 'found'],
      ['Batch size one on 1.2 milion tickets, recall at ten of 0.4.', 8, 'found'],
      ['If the first is silent, the second gateway takes over in 1 minute.', 9, 'found'],
    ])('reads counts, periods and names: %s', (typed, at, state) => {
      expect(heard(typed)[at]).toBe(state);
    });

    it.each([
      ['Hit rate went from 40% to 92%', 'The hit rate went from 92% to 40%.', 'It is 92% now, up from 40%.'],
      ['Hit rate was 40%, after some tuning it was 92%', '92% before, 40% after.', '92%, before that 40%.'],
      [
        'Memory was 16 GB before and 48 GB after',
        '48 GB before and 16 GB after.',
        '48 GB after, 16 GB before.',
      ],
      ['Step time 310 ms → 1770 ms', 'Step time: 1770 ms to 310 ms.', 'Step time 310 to 1770 ms.'],
      [
        'Lag: before 5.8 s → after 305 ms',
        'The lag went from 305 ms to 5.8 s.',
        'Lag: 5.8 s before, 305 ms after.',
      ],
      [
        '7 engineers, 1 product manager',
        'One engineer and 7 product managers.',
        'Seven engineers and one manager.',
      ],
      [
        'One writer and 2 read replicas',
        'There are two writers and one read replica.',
        'Two replicas to read from, and one writer.',
      ],
      [
        '100 requests per second with a burst of 300',
        '300 requests per second with a burst of 100.',
        'Bursts of 300, otherwise 100 requests per second.',
      ],
      [
        'A recall of 87% at a false positive rate of 0.5%',
        'The recall is 0.5% at a false positive rate of 87%.',
        'The false positive rate is 0.5% at a recall of 87%.',
      ],
      [
        'Batches of 10,000 rows with a pause of 50 ms',
        'Batches of 50 rows with a pause of 10,000 ms.',
        'We pause for 50 ms after batches of 10,000 rows.',
      ],
      ['In Q1 7 outages, in Q2 2 outages', 'In Q1 2 outages, in Q2 7.', 'Outages: in Q2 2, in Q1 7 outages.'],
      [
        'After that the 90% band covered 89.3% of the values',
        'After that the 89.3% band covered 90% of the values.',
        'After tuning, 89.3% of the values were covered by the 90% band.',
      ],
    ])('doubts it if two figures are said of each other: %s', (text, swapped, right) => {
      const about = { ...question, keyPoints: [{ text, at: quizQuestion('latency').answer.at }] };
      const reasonOf = (typed: string) => feedbackOn(typed, about, new Map()).points[0]?.reason;
      expect(reasonOf(swapped)).toMatch(/^says .* the other way round$/);
      expect(reasonOf(right) ?? '').not.toMatch(/^says /);
    });

    const reasonFor = (text: string, typed: string): string | undefined => {
      const about = { ...question, keyPoints: [{ text, at: quizQuestion('latency').answer.at }] };
      const [point] = feedbackOn(typed, about, new Map()).points;
      return point?.reason ?? (point?.state === 'found' ? undefined : point?.state);
    };

    const RATIO = 'The hazard ratio for death was 0.81 (95% CI 0.66–0.99).';
    it.each([
      [RATIO, 'The hazard ratio for death was 1.81 (95% CI 0.66–0.99).', 'says 1.81, not 0.81'],
      [RATIO, 'The hazard ratio for death was 0.61, 95% CI 0.66 to 0.99.', 'says 0.61, not 0.81'],
      [RATIO, 'The hazard ratio for death was 0.18 (95% CI 0.06–9.99).', 'says 0.18, not 0.81'],
      [RATIO, 'The hazard ratio for death was 0.81 (95% CI 0.66–1.09).', 'says 1.09, not 0.99'],
      [RATIO, 'The hazard ratio for death was 0.66 (95% CI 0.81–0.99).', 'the other way round'],
      [
        RATIO,
        'The hazard ratio for death was 0.81, with a confidence interval from 0.66 to 0.99.',
        'does not say 95%',
      ],
      [RATIO, 'The hazard ratio for death was 0.81 with a 95% CI from 0.66 to 0.99.', undefined],
      [RATIO, 'The hazard ratio for death was 0,81 (95 % CI 0,66–0,99).', undefined],
      [
        'The job takes 12 minutes, range 10-15 minutes',
        'The job takes 21 minutes, range 10-15 minutes.',
        'says 21 minutes, not 12 minutes',
      ],
      ['The job takes 320 ms', 'The job takes between 310 and 330 ms.', undefined],
      ['The job takes 320 ms', 'The job takes 230 ms (210–350 ms).', 'says 230 ms, not 320 ms'],
      ['After 4 months both were on call', 'After 4 weeks both were on call.', 'says 4 weeks, not 4 months'],
    ])('takes a range for its two ends if it is one: %s ← %s', (text, typed, reason) => {
      if (reason === undefined) expect(reasonFor(text, typed)).toBeUndefined();
      else expect(reasonFor(text, typed)).toContain(reason);
    });

    it.each([
      [
        'In Go the pause of the collector is below 1 ms',
        'In Go the pause of the collector is below a millisecond.',
      ],
      ['We deploy 6 times per week', 'We do six deploys a week.'],
      ['We had 31 pages per week before, and 7 after', 'Pages went from 31 to 7 a week, before and after.'],
      ['14 per second on average, 95 at the peak', '14 tps average and 95 tps peak'],
      ['8 pods, so 160 of the 200 that it permits', 'It permits 8 pods: 160 of 200'],
      [
        'half of the time was one query, the rest parsing',
        'Half was one query, the rest of the time parsing.',
      ],
    ])('counts a figure as said in other words or another unit: %s ← %s', (text, typed) => {
      expect(reasonFor(text, typed)).toBeUndefined();
    });

    it('tells each figure that one may be said for', () => {
      const point =
        'After 8 s without an answer it is "unknown" and a job asks for its status every 30 s, at most 20 times';
      expect(reasonFor(point, 'The job asks every 20 s, at most 30 times.')).toBe(
        'says 20 s, not 8 s or 30 s',
      );
    });

    it('doubts it if nothing is said of what it ends by denying', () => {
      const point =
        'Two systems that differ by 0.1 points on 2,620 utterances are usually not distinguishable';
      const reasonOf = (end: string) =>
        reasonFor(point, `Two systems that differ by 0.1 points on 2,620 utterances ${end}.`);
      expect(reasonOf('are clearly different')).toBe('does not say "not distinguishable"');
      expect(reasonOf('are clearly better')).toBe('does not say "not distinguishable"');
      for (const right of ['are not distinguishable', 'are usually indistinguishable'])
        expect(reasonOf(right) ?? '').not.toMatch(/^says /);
    });

    const PADDING = 'Padding each row by one element (e.g. `float tile[32][33]`) removes the conflicts';
    const PHONE = 'Real-time factor of 0.138 on a Snapdragon 8 Gen 2; 0.0121 on a T4';
    it.each([
      // The 1 of a formula is none.
      [
        'If the loss is 38% of a step and gets 4× faster, the total is 1.4×',
        'With 1 / (p + (1 − p)/s): if the loss is 38% of a step and gets 4× faster, the total is 4×.',
        'does not say 1.4×',
      ],
      // Nobody says an example, or has to say the number of a name.
      [PADDING, 'Padding each row of a float tile by one element removes the conflicts.', undefined],
      [PHONE, 'The real-time factor on the phone is 0.138 and on the T4 it is 0.021.', 'does not say 0.0121'],
      [PHONE, 'The real-time factor on the phone is 0.138 and on the T4 it is 0.0121.', undefined],
      ['The model went from 118 MB to 34 MB', 'The model is 34 MB instead of 118 MB.', undefined],
    ])('takes only what states a figure for one: %s ← %s', (text, typed, reason) => {
      expect(reasonFor(text, typed)).toBe(reason);
    });

    it.each([
      [
        'The effect was clear with p < 0.001',
        'The effect was clear with p > 0.001.',
        'The effect was clear, p below 0.001.',
      ],
      ['Responses take under 400 ms', 'Responses take over 400 ms.', 'Responses take under 400 ms.'],
      [
        '46.2% gegenüber 34.8%, also 11.4 Prozentpunkte',
        '46.2% gegenüber 34.8%, also 11.4%',
        '46,2 % gegenüber 34,8 %, also 11,4 Prozentpunkte',
      ],
      [
        'Das PFS war 12,8 Monate mit, 9,4 Monate ohne',
        'Das PFS war 12,8 Monate mit, 9,1 Monate ohne',
        'Das PFS war 12.8 Monate mit, 9.4 Monate ohne',
      ],
      [
        'Die Zensierung kann man nicht testen',
        'Die Zensierung kann man testen',
        'Die Zensierung testen kann man nicht',
      ],
      [
        'Der Unterschied war signifikant',
        'Der Unterschied war nicht signifikant',
        'Signifikant war der Unterschied, nicht nur klein',
      ],
      [
        'Hierarchisch: zuerst PFS, dann OS, dann ORR',
        'Hierarchisch: zuerst OS, dann PFS, dann ORR',
        'Hierarchisch: zuerst PFS, dann OS, dann ORR',
      ],
    ])('minds bounds, decimal commas, German negations and order: %s', (text, wrong, right) => {
      expect(reasonFor(text, wrong)).toBeDefined();
      expect(reasonFor(text, right)).toBeUndefined();
    });

    it('shows a bound', () => {
      expect(reasonFor('The effect was clear with p < 0.001', 'The effect was clear with p > 0.001')).toBe(
        'says > 0.001, not < 0.001',
      );
    });

    it('is said more exactly, too', () => {
      const text = 'The chance of exactly this order of heads and tails is 0.0138';
      expect(
        reasonFor(text, 'The chance of exactly this order of heads and tails is 0.013824.'),
      ).toBeUndefined();
      expect(reasonFor(text, 'The chance of exactly this order of heads and tails is 0.0147.')).toBeDefined();
    });

    it('says which figure was said instead, also where the words are in doubt', () => {
      const text = 'online goes to Redis Cluster with a TTL of 48 h';
      const about = { ...question, keyPoints: [{ text, at: quizQuestion('latency').answer.at }] };
      const [point] = feedbackOn('The TTL is 24 h.', about, new Map()).points;
      expect(point).toMatchObject({ state: 'maybe', reason: 'says 24 h, not 48 h' });
    });

    it('takes thirty-five hundred for 3,500, and no figure for what is counted in words', () => {
      expect(heard('It runs thirty-five hundred requests on twelve nodes.')[1]).toBe('found');
      expect(heard('It runs 3,500 requests on twenty nodes.')[1]).toMatch(/^maybe: /);
      expect(heard('It uses phases, a pair of them.')[2]).toBe('maybe');
    });

    it('names a figure as it is written, and hears how often in other words', () => {
      expect(heard('Another shard moves a small part of the keys.')[4]).toBe('maybe: does not say 1/N');
      expect(heard('Backups are copied twice weekly.')[5]).toBe('found');
    });

    it.each([
      ['The breaker opens after 5 failures in 10 s and falls back to BM25 order.', 'found'],
      [
        'The breaker opens after 50 failures in 10 s and falls back to BM25 order.',
        'maybe: says 50 failures, not 5 failures',
      ],
      [
        'The breaker opens after 5 failures in 10 minutes and falls back to BM25 order.',
        'maybe: says 10 minutes, not 10 s',
      ],
      [
        'The breaker opens after 5 failures in 10 s and falls back to random order.',
        'maybe: says "random"; the point says "BM25"',
      ],
    ])('reads no share in failures per time, and minds names with a number: %s', (typed, state) => {
      expect(heard(typed)[3]).toBe(state);
    });
  });

  it('doubts a result without a number, or with a wrong one', () => {
    const { question, values } = answerWith(
      '## Situation\nIt was slow.\n## Task\nTo find out why.\n## Action\nI measured it.\n## Result\np95 fell to [FILL IN: p95_small] ms.',
      [[158, 'ms']],
    );
    const result = (text: string) =>
      feedbackOn(
        `Situation: It was slow.\nAction: I measured it.\nResult: ${text}`,
        question,
        values,
      ).points.at(-1);
    expect(result('It works.')).toMatchObject({ state: 'maybe', reason: 'has no number' });
    expect(result('p95 is 185 ms.')).toMatchObject({
      state: 'maybe',
      reason: 'you said 185 ms; p95_small is 158\u00A0ms',
    });
    expect(result('p95 is 158 ms.')?.state).toBe('found');
  });

  it('compares a row of a table with its words, and a value with the unit that its name is', () => {
    const { question, values } = answerWith(
      '| GPUs | throughput |\n|---|---|\n| 32 | [FILL IN: samples/s] |\n\nIt scales well enough.',
      [[10_890]],
    );
    const on = (text: string) => feedbackOn(text, question, values, shippedLexicon);
    const right = on('The throughput of 32 GPUs is 10,890 samples per second.');
    expect([right.points[0]?.state, right.cited]).toEqual(['found', question.placeholderKeys]);
    expect(on('The throughput of 32 GPUs is 9,000 samples/s.').wrongNumbers).toMatchObject([
      { said: '9,000 samples/s' },
    ]);
  });

  it('asks for no other column of a row with a value', () => {
    const { question, values } = answerWith(
      '| test set | hours | WER |\n|---|---|---|\n| clean | 5.4 | [X]% |\n| other | 5.1 | [Y]% |',
      [[2.31], [7.82]],
    );
    const said = 'The WER on the test set clean is 2.31%, and on the test set other it is 7.82%.';
    const { points } = feedbackOn(said, question, values, shippedLexicon);
    expect(points.map(({ state }) => state)).toEqual(['found', 'found']);
  });

  it('finds no row of a table by its first cell alone', () => {
    const { question, values } = answerWith(
      '| level | dirty read | phantom |\n|---|---|---|\n| read committed | no | yes |\n| serializable | no | no |\n\nWe run it on two machines.',
      [],
    );
    const stateOf = (typed: string) => feedbackOn(typed, question, values, shippedLexicon).points[0]?.state;
    expect(stateOf('We run read committed.')).toBe('maybe');
    expect(stateOf('With read committed, phantoms are possible and dirty reads are not.')).toBe('found');
  });

  it('doubts the cells of a row that are said of each other', () => {
    const { question, values } = answerWith(
      '| | fp16 | int8 |\n|---|---|---|\n| p95 (ms) | [FILL IN: fp16_p95_ms] | [FILL IN: int8_p95_ms] |\n| requests | [X] | [Y] |\n\nIt serves well enough.',
      [[31.2, 'ms'], [19.9, 'ms'], [48_200], [61_904]],
    );
    const judged = (typed: string) =>
      feedbackOn(typed, question, values, shippedLexicon)
        .points.filter(({ state }) => state !== 'missing')
        .map(({ state, reason = '' }) => `${state} ${reason}`);
    const turned = ['contradicted you said 31.2 ms; int8_p95_ms is 19.9\u00A0ms'];
    expect(judged('int8 has a p95 of 31.2 ms and fp16 has 19.9 ms.')).toEqual(turned);
    expect(judged('The p95 is 19.9 ms in fp16 and 31.2 ms in int8.')).toEqual([
      turned[0]?.replace('31.2 ms; int8_p95_ms is 19.9', '19.9 ms; fp16_p95_ms is 31.2'),
    ]);
    expect(judged('The requests went from 61,904 fp16 to 48,200 with int8.')).toEqual([
      'contradicted you said 61,904; your value is 48200',
    ]);
    expect(judged('The p95 is 31.2 ms in fp16 and 19.9 ms in int8.')).toEqual(['found ']);
    expect(judged('The p95 went from 31.2 ms to 19.9 ms with int8.')).toEqual(['found ']);
  });

  it.each([
    ['orders: 18M rows, 310 GB; events: 96M rows, 5000 GB', ['18 M', '310 GB', '96 M', '5000 GB']],
    ['The events table has 96 million rows and the orders table 18 million.', ['18 M', '96 M']],
  ])('hears of which row of a table a figure is said: %s', (typed, cited) => {
    const { question, values } = answerWith(
      '| table | rows | index size |\n|---|---|---|\n| orders | [X]M | [Y] GB |\n| events | [X]M | [Y] GB |',
      [
        [18, 'M'],
        [310, 'GB'],
        [96, 'M'],
        [5000, 'GB'],
      ],
    );
    const feedback = feedbackOn(typed, question, values, shippedLexicon);
    expect(feedback.points.some(({ reason = '' }) => reason.endsWith('the other way round'))).toBe(false);
    expect(feedback.cited.map((key) => values.get(key)?.text.replace('\u00A0', ' '))).toEqual(cited);
  });

  it('cites neither of two values that are said of each other', () => {
    const { question, values } = answerWith(
      'Cost at our size: [X]€ per month vs [Y]€ estimated for Dynamo.',
      [
        [380, '€'],
        [42, '€'],
      ],
    );
    const citedBy = (typed: string) => feedbackOn(typed, question, values, shippedLexicon).cited;
    expect(citedBy('We paid 42 € a month, Dynamo would have been 380 €.')).toEqual([]);
    expect(citedBy('We paid 380 € a month, Dynamo would have been 42 €.')).toHaveLength(2);
  });

  it('does not miss a point of which the values are said, if in no other words', () => {
    const errors = answerWith(
      'Error rate was [FILL IN: error_rate]. It ran for a week, with all of its alarms.',
      [[0.0176, '%']],
    );
    const letter = answerWith('Error rate was [X]. It ran for a week, with all of its alarms.', [
      [0.0176, '%'],
    ]);
    const said = ({ question, values }: typeof errors, typed: string) =>
      feedbackOn(typed, question, values, shippedLexicon).points.map(({ state }) => state);
    for (const each of [errors, letter]) {
      expect(said(each, '0.0176% of the queries failed.')).toEqual(['maybe', 'missing']);
      expect(said(each, 'Some of the queries failed.')).toEqual(['missing', 'missing']);
    }
  });

  it('compares a point with the words that its condition shows', () => {
    const { question, values } = answerWith(
      'With a snapshot it takes [FILL IN: snapshot_s]. [IF measured(snapshot_s): That is [FILL IN: gain] less. | ELSE: I did not try snapshots.]',
      [
        [3.88, 's'],
        [82, '%'],
      ],
    );
    const judged = (typed: string) =>
      feedbackOn(typed, question, values, shippedLexicon).points.map(({ state }) => state);
    expect(judged('With a snapshot it takes 3.88 s, so 82% less than before.')).toEqual(['found', 'found']);
    expect(judged('With a snapshot it takes 3.88 s. That is 28% less.')).toEqual(['found', 'contradicted']);
  });

  it('cites no value by what is counted beside another one, or by a figure that was exchanged', () => {
    const steps = answerWith('Every [N] steps, to S3. A restart costs [X] minutes of work.', [
      [9],
      [500, 'min'],
    ]);
    const on = ({ question, values }: typeof steps, text: string) =>
      feedbackOn(text, question, values, shippedLexicon).cited;
    expect(on(steps, 'Every 500 steps a restart costs at most 9 minutes of work.')).toEqual([]);
    expect(on(steps, 'Every 9 steps, to S3. A restart costs 500 minutes of work.')).toHaveLength(2);
    const change = answerWith('Step time 310 ms → [A] ms.', [[1770, 'ms']]);
    expect(on(change, 'Step time 1770 ms to 310 ms.')).toEqual([]);
    expect(on(change, 'Step time 310 ms to 1770 ms.')).toHaveLength(1);
  });

  describe('hears', () => {
    const spent = answerWith(
      'We spend $[AMOUNT] per month on compute. Right-sizing requests saved $[AMOUNT] per month.',
      [
        [48_200, '$'],
        [11_300, '$'],
      ],
    );
    const rollbacks = answerWith('In the last year [X] of [X] rollbacks were automatic.', [[7], [9]]);
    const deploys = answerWith('We deploy [X] times per day.', [[54]]);
    const pages = answerWith('Pages per week went from [X] to [X].', [[31], [8]]);
    const node = answerWith(
      '| Metric | Before | After |\n|---|---|---|\n| Time to schedulable node | [X] s | [X] s |',
      [
        [94, 's'],
        [38, 's'],
      ],
    );
    const moved = answerWith(
      'We moved [FILL IN: migrated data, TB] TB with [N] mismatches in shadow reads.',
      [[3.4, 'TB'], [0]],
    );
    const drop = answerWith('Consumption: [X]%', [[-22, '%']]);
    const rates = answerWith(
      'p95 went from [X] ms to [X] ms. Throughput went from [X] to [X] requests per second.',
      [[843, 'ms'], [188, 'ms'], [120], [410]],
    );
    const lag = answerWith('The median is [FILL IN: median, ms] ms and the p95 [FILL IN: p95, ms] ms.', [
      [850, 'ms'],
      [3100, 'ms'],
    ]);
    const lost = answerWith('Finance counted $[AMOUNT] lost per minute.', [[4200, '$']]);
    const lead = answerWith(
      'The median lead time is [FILL IN: median lead time, minutes] minutes; the slowest decile takes [X] minutes. Two years ago it was 3 hours.',
      [
        [27, 'min'],
        [180, 'min'],
      ],
    );
    const range = answerWith('It takes [X] to [X] seconds.', [
      [4, 's'],
      [9, 's'],
    ]);
    const packing = answerWith('Packing went from [X]% to [X]%, pods from [X] to [X].', [
      [58, '%'],
      [81, '%'],
      [41],
      [9],
    ]);
    const longest = answerWith('The longest took [X]h [Y]min.', [
      [3, 'h'],
      [20, 'min'],
    ]);
    const cpu = answerWith('CPU: -[X]%', [[22, '%']]);
    const builds = answerWith('One in [X] builds fails.', [[25]]);
    const runs = answerWith('It fails [X] times in [X] runs.', [[2], [500]]);
    const nodes = answerWith('Per-node cost is $[X]/hour, $[X]/month.', [
      [0.34, '$'],
      [248, '$'],
    ]);
    const used = answerWith('It used to take [X] minutes, now it takes [X].', [[40, 'min'], [6]]);
    const down = answerWith('p99 is [X] ms, down from [X] ms.', [
      [120, 'ms'],
      [480, 'ms'],
    ]);
    const both = answerWith('p95 went from [X] ms to [X] ms, and the median from [X] ms to [X] ms.', [
      [843.3, 'ms'],
      [187.5, 'ms'],
      [203.8, 'ms'],
      [61.8, 'ms'],
    ]);
    const heard = ({ question, values }: typeof spent, text: string) => {
      const { wrongNumbers, cited } = feedbackOn(text, question, values, shippedLexicon);
      return [wrongNumbers.length, cited.length];
    };

    it.each([
      ['a count of a count', rollbacks, '7 of 9 rollbacks were automatic.', 0, 2],
      ['how many times a day', deploys, 'We deploy 54 times per day.', 0, 1],
      ['a number with the period of its sentence', pages, 'Pages fell from 31 to 8 a week.', 0, 2],
      ['the difference of two cells', node, 'Time to schedulable node fell by 56 seconds.', 0, 0],
      ['another difference', node, 'Time to schedulable node fell by 66 seconds.', 1, 0],
      ['zero', moved, 'We moved 3.4 TB with zero mismatches in the shadow reads.', 0, 2],
      ['none', moved, '3.4 TB, no mismatches.', 0, 2],
      ['none of a kind', moved, '3.4 TB, zero real mismatches.', 0, 2],
      ['none of them', moved, 'We moved 3.4 TB and saw none of the mismatches in the shadow reads.', 0, 2],
      ['no zero', moved, 'We moved 3.4 TB in shadow reads with no rollback.', 0, 1],
      ['money without its sign', spent, 'Around 48k a month; I saved 11.3k per month.', 0, 2],
      ['other money without its sign', spent, 'We spend 58k per month on compute.', 1, 0],
      ['no money in what is counted', spent, 'We run 300k jobs a month on compute.', 0, 0],
      ['the ends of a range', range, 'It takes 4 to 9 seconds.', 0, 2],
      ['a change that reads like a range', range, 'It takes from 4 to 9 s.', 0, 2],
      ['another range', range, 'It takes between 5 and 20 seconds.', 0, 0],
      ['a range of two values', packing, '58 to 81% packing, 41 to 9 pods', 0, 4],
      ['hours and minutes', longest, 'The longest took 3h 20min.', 0, 2],
      ['the same in minutes', longest, 'The longest took 200 minutes.', 0, 2],
      ['more hours and minutes', longest, 'The longest took 4h 20min.', 1, 0],
      ['a value behind a minus', cpu, 'CPU: -22%', 0, 1],
      ['one in so many', builds, 'One in 25 builds fails.', 0, 1],
      ['one in fewer', builds, 'One in 20 builds fails.', 0, 0],
      ['so many times in so many', runs, 'It fails 2 times in 500 runs.', 0, 2],
      ['the period of a price', nodes, 'Each node costs $248 per month.', 0, 1],
      ['the unit of the other end', used, 'It takes 6 minutes now, it used to take 40.', 0, 2],
      ['the other end without its unit', down, 'p99 is 120 ms, down from 480.', 0, 2],
      ['what is now behind what was', both, 'It took 843 ms at p95 and takes 187 ms now.', 0, 2],
      ['fewer of as many', rollbacks, '6 of 9 rollbacks were automatic.', 0, 1],
      ['no money in how often something happens', spent, 'It is interrupted 48k times a month.', 0, 0],
      ['a drop as so much less', drop, 'Consumption fell by 22%.', 0, 0],
      ['another drop', drop, 'Consumption fell by 32%.', 1, 0],
      [
        'values in a sentence of two metrics',
        rates,
        'p95 fell from 843 to 188 ms, throughput rose from 120 to 410.',
        0,
        4,
      ],
      [
        'those of the other metric',
        rates,
        'p95 fell from 120 to 410 ms, throughput rose from 843 to 188.',
        1,
        1,
      ],
      ['a row about something else', lag, 'The old cluster had a median of 1200 and a p95 of 4800 ms.', 0, 0],
      ['a gap that is there', lag, 'Between the median and the p95 there are 2250 ms.', 0, 0],
      ['another amount per minute', lost, 'We lost $5000 per minute.', 1, 0],
      [
        'what the question says of then',
        lead,
        'It was 3 hours two years ago; the median is 27 minutes.',
        0,
        1,
      ],
    ])('%s', (_, answer, text, wrong, cited) => {
      expect(heard(answer, text)).toEqual([wrong, cited]);
    });
  });

  it('compares hours and minutes with all of them', () => {
    const { question, values } = answerWith('The longest took [X]h [Y]min.', [
      [3, 'h'],
      [20, 'min'],
    ]);
    const { wrongNumbers } = feedbackOn('The longest took 4h 20min.', question, values, shippedLexicon);
    expect(wrongNumbers.map(({ said, value }) => [said, value])).toEqual([['4h 20min', '3h 20min']]);
  });

  it('hears money with its period beside a count without one', () => {
    const { question, values } = answerWith(
      'We spend $[AMOUNT] per month on compute, with [X] nodes. One in [X] builds fails.',
      [[48_200, '$'], [12], [25]],
    );
    const text = '48k a month on compute; 1 in 25 builds fails.';
    expect(feedbackOn(text, question, values, shippedLexicon).cited).toHaveLength(2);
  });

  it('misses a point whose value is not said rather than doubt it for a word', () => {
    const { question, values } = answerWith(
      'Six people. Pages per week went from [X] to [X]. Every page has a runbook.',
      [[31], [8]],
    );
    const text = 'On Black Friday our ingress ran out of file descriptors.';
    const { points } = feedbackOn(text, question, values, shippedLexicon);
    expect(points.map(({ state }) => state)).toEqual(points.map(() => 'missing'));
    expect(points.length).toBeGreaterThan(1);
  });

  it('cites a rounded number without a unit, and doubts a point with all of its values', () => {
    const { question, values } = answerWith(
      'At 6 h the score is [FILL IN: score at 6 h], at 24 h [FILL IN: score at 24 h], at 48 h [FILL IN: score at 48 h].',
      [[0.902], [0.784], [0.633]],
    );
    const heard = (text: string) => feedbackOn(text, question, values, shippedLexicon);
    const all = heard('It starts at 0.90 for six hours, is 0.78 after a day and 0.63 after two.');
    expect(all.cited).toHaveLength(3);
    expect(all.points[0]?.state).toBe('maybe');
    expect(heard('It is 0.9 and then 0.8, or so.').cited).toEqual([]);
  });

  describe('on a ratio with its bounds and p-value', () => {
    const { question, values } = answerWith(
      'The HR for death was [FILL IN: hr] (95% CI [FILL IN: hr_lo]–[FILL IN: hr_hi]), p = [FILL IN: hr_p]. An HR of 0.72 means a 28% lower hazard, not a 28% longer life.',
      [[0.719], [0.581], [0.888], [0.0023]],
    );
    const heard = (text: string) => feedbackOn(text, question, values, shippedLexicon);

    it.each([
      'The HR for death was 0.719 (95% CI 0.581–0.888), p = 0.0023. An HR of 0.72 means a 28% lower hazard, not a 28% longer life.',
      'The HR for death was 0.72 (95% CI 0.58–0.89), p = 0.0023: the hazard is 28% lower.',
      'The HR for death was 0.72, with a 95% CI from 0.58 to 0.89, p < 0.05, so the hazard was reduced by 28 percent.',
    ])('compares none of them, and cites both bounds: %s', (text) => {
      const { wrongNumbers, cited, points } = heard(text);
      expect(wrongNumbers).toEqual([]);
      expect(cited).toEqual(expect.arrayContaining(question.placeholderKeys.slice(0, 3)));
      expect(points.map(({ state }) => state)).not.toContain('contradicted');
    });

    it('still tells a wrong one', () => {
      const wrong = heard('The HR for death was 0.82 (95% CI 0.58–0.89), p = 0.023.').wrongNumbers;
      expect(wrong.map(({ said }) => said)).toEqual(['0.82', '0.023']);
    });
  });

  it('hears a figure only where it is said of the value', () => {
    const on = (answer: string, stored: readonly (readonly [number, string?])[], typed: string) => {
      const { question, values } = answerWith(answer, stored);
      const { wrongNumbers, cited } = feedbackOn(typed, question, values, shippedLexicon);
      return [
        wrongNumbers.map(({ said, value }) => `${said}, not ${oneLine(value)}`).join(' '),
        cited.length,
      ];
    };
    const keys = (typed: string) => on('We cut static keys from [N] to [N].', [[340], [12]], typed);
    expect(keys('We cut static keys from 340 to 40. 12 engineers helped.')).toEqual(['40, not 12', 1]);
    expect(keys('We cut static keys from 340 to 12. 40 engineers helped.')).toEqual(['', 2]);
    const price = (typed: string) =>
      on(
        'The GPU costs $[X] per hour; the hosted API asks $[Z] per million.',
        [
          [0.8, '$'],
          [20, '$'],
        ],
        typed,
      );
    for (const said of ['$20', '20 dollars', '$20 per million', '$0.00002'])
      expect(price(`The hosted API wants ${said}.`)).toEqual(['', 1]);
    expect(price('The hosted API wants $30.')).toEqual(['$30, not $20', 0]);
    const open = answerWith('A million cost us [FILL IN: own cost]; the hosted API asks $[Z] per million.', [
      [0.03, '$'],
    ]);
    const filled = new Map([...open.values].slice(0, 1));
    const { wrongNumbers } = feedbackOn(
      'The hosted API asks $13 per million.',
      open.question,
      filled,
      shippedLexicon,
    );
    expect(wrongNumbers).toEqual([]);
    const size = (typed: string) =>
      on(
        'My encoder has [FILL IN: layers] with [FILL IN: heads] each.',
        [
          [4, 'layers'],
          [8, 'heads'],
        ],
        typed,
      );
    expect(size('My encoder has 6 layers with 12 heads each.')[0]).toBe(
      '6 layers, not 4 layers 12 heads, not 8 heads',
    );
    expect(size('It has 8 layers with 4 heads each.')[1]).toBe(0);
    expect(size('It has four layers with eight heads each.')).toEqual(['', 2]);
    const backlog = (typed: string) => on('Backlog: critical [N], high [N].', [[3], [27]], typed);
    expect(backlog('Backlog: critical 30, high 27. We have 3 teams.')[0]).toBe('30, not 3');
    expect(backlog('Backlog: critical 27, high 3.')[1]).toBe(0);
    expect(backlog('Backlog: high 27, critical 3.')).toEqual(['', 2]);
    const weeks = (typed: string) =>
      on('I found three abuse cases. The others were closed in [N] weeks.', [[3, 'weeks']], typed);
    expect(weeks('I found 3 abuse cases; the others were closed in 5 weeks.')).toEqual([
      '5 weeks, not 3 weeks',
      0,
    ]);
    expect(weeks('I found 3 abuse cases; the others were closed in 3 weeks.')).toEqual(['', 1]);
  });

  it.each<[answer: string, stored: [number | string, string?], typed: string, state: string]>([
    ['Above [X] clients it slows down.', ['~3k'], 'Above 3000 clients it slows down.', 'found '],
    ['Above [X] clients it slows down.', ['~3k'], 'Above three thousand clients it slows down.', 'found '],
    [
      'Above [X] clients it slows down.',
      ['~3k'],
      'It slows down above 30,000 clients.',
      'contradicted 30,000 clients',
    ],
    ['It holds [N] client connections.', [15_000], '15k client connections are held.', 'found '],
    ['It holds [N] client connections.', ['15k'], 'It holds 15,000 client connections.', 'found '],
    [
      'It holds [N] client connections.',
      ['15k'],
      'It holds 20k client connections.',
      'contradicted 20k client connections',
    ],
    ['A million queries costs [X].', [0.0031, '$'], 'One million queries cost $0.0031.', 'found '],
    ['A thousand calls cost [X].', [0.42, '$'], 'One thousand calls cost $0.42.', 'found '],
  ])('hears a number with its multiplier: %s %j %s', (answer, stored, typed, state) => {
    const { question, values } = answerWith(answer, [stored]);
    const { points, wrongNumbers } = feedbackOn(typed, question, values, shippedLexicon);
    expect(`${points[0]?.state} ${wrongNumbers.map(({ said }) => said).join()}`).toBe(state);
  });

  it.each([
    ['Two transactions wait for each other. Deadlocks went from 16 to 12 per day.', 'does not say 2'],
    ['In the first two weeks, deadlocks per day went from 16 to 12.', 'says 12, not 2'],
    ['Two transactions wait for each other. Deadlocks per day went from 16 to two.', undefined],
    ['We had sixteen deadlocks a day. It is only two now.', undefined],
  ])('takes a number for the value of a point only beside its words: %s', (typed, reason) => {
    const { question, values } = answerWith(
      'Two transactions wait for each other. We sorted the ids before locking. Deadlocks per day went from 16 to [X].',
      [[2]],
    );
    const { points } = feedbackOn(typed, question, values, shippedLexicon);
    expect(points[2]).toMatchObject({ state: reason === undefined ? 'found' : 'maybe' });
    expect(points[2]?.reason).toBe(reason);
  });

  it('cites no value that is a condition of the question itself', () => {
    const { question, values } = answerWith(
      'From 128 to 512 tokens my layer took [FILL IN: attention_ms] longer. Both parts are equal at [FILL IN: crossover_tokens] for me.',
      [
        [7.5, 'ms'],
        [512, 'tokens'],
      ],
    );
    const cited = (typed: string) => feedbackOn(typed, question, values, shippedLexicon).cited;
    expect(cited('At 512 tokens the layer took 7.5 ms longer than at 128.')).toEqual(['attention_ms']);
    expect(cited('The crossover is at 512 tokens.')).toEqual(['crossover_tokens']);
    expect(cited('Both parts are equal at 512 tokens.')).toEqual(['crossover_tokens']);
  });

  it('misses no computed number of one digit without a unit', () => {
    const notCited = (plain: string, origin: 'typed' | 'derived') => {
      const value = { text: plain, plain, number: Number(plain), origin } as const;
      return feedbackOn('So.', quizQuestion('latency'), new Map([['latency_short', value]])).notCited;
    };
    expect(notCited('1', 'derived')).toEqual([]);
    expect(notCited('12', 'derived')).toEqual(['latency_short']);
    expect(notCited('1', 'typed')).toEqual(['latency_short']);
  });

  it('contradicts a point whose value is misstated', () => {
    const question = quizQuestion('latency');
    const [placeholder] = question.placeholders;
    if (!placeholder) throw new Error('the question cites a metric');
    // A proposed point is the sentence around the placeholder.
    const keyPoints = [{ text: 'Mine took its time at 128 tokens', at: question.answer.at }];
    const values = new Map([
      ['latency_short', { text: '45 ms', plain: '45 ms', number: 45, unit: 'ms', origin: 'typed' } as const],
    ]);
    const typed = 'So. It took 99 ms at 128 tokens.';
    const { points, wrongNumbers } = feedbackOn(typed, { ...question, keyPoints }, values);
    expect(wrongNumbers).toMatchObject([{ said: '99 ms', metric: 'latency_short', value: '45 ms' }]);
    expect(points[0]).toMatchObject({
      state: 'contradicted',
      reason: 'you said 99 ms; latency_short is 45 ms',
    });
    expect(typed.slice(points[0]?.quote?.start, points[0]?.quote?.end)).toBe('It took 99 ms at 128 tokens.');
  });

  it('doubts the point that a sentence with a wrong number says most of, even if the point cites no value', () => {
    const question = quizQuestion('latency');
    const values = new Map([
      ['latency_short', { text: '45 ms', plain: '45 ms', number: 45, unit: 'ms', origin: 'typed' } as const],
    ]);
    const at = { ...question.answer.at, end: question.answer.at.start };
    const keyPoints = [
      { text: 'The time it took at 128 tokens', at },
      { text: 'Batches are padded', at },
    ];
    const heard = (typed: string): readonly string[] =>
      feedbackOn(typed, { ...question, keyPoints }, values).points.map(
        ({ state, reason }) => `${state} ${reason ?? ''}`,
      );
    expect(heard('The time it took at 128 tokens was 99 ms. Batches are padded.')).toEqual([
      'maybe you said 99 ms; latency_short is 45 ms',
      'found ',
    ]);
    expect(heard('The time it took at 128 tokens was 45 ms.')[0]).toBe('found ');
    // In one sentence, it is the point of the words beside the figure.
    expect(heard('Batches are padded; the time it took at 128 tokens was 99 ms.')).toEqual([
      'maybe you said 99 ms; latency_short is 45 ms',
      'found ',
    ]);
  });
});

describe('figures that are not what the answer says', () => {
  const tail = answerWith('The p99 is [X] ms, the mean [Y] ms.', [
    [120, 'ms'],
    [35, 'ms'],
  ]);
  const heard = (typed: string, { question, values }: typeof tail = tail) => {
    const { wrongNumbers, cited } = feedbackOn(typed, question, values, shippedLexicon);
    return [wrongNumbers.map(({ said }) => said), cited.map((key) => values.get(key)?.plain)];
  };

  it.each([
    ['The p99 is not 120 ms but 220 ms.', ['220 ms'], []],
    ["The p99 isn't 120 ms, it's 220 ms.", ['220 ms'], []],
    ["The p99 isn't 120 ms.", [], []],
    ['Die p99 ist nicht 120 ms, sondern 220 ms.', ['220 ms'], []],
    ['Is the p99 120 ms? No, the p99 is 220 ms.', ['220 ms'], []],
    ['The p99 is 120, sorry, 220 ms.', ['220 ms'], []],
    ['The p99 is at most 90 ms.', ['90 ms'], []],
  ] as const)('a value denied or taken back is not cited: %s', (typed, wrong, cited) => {
    expect(heard(typed)).toEqual([wrong, cited]);
  });

  it.each([
    'The p99 is not 220 ms but 120 ms.',
    'The p99 is 120 ms, not 220 ms.',
    'The p99 is 220, no wait, 120 ms.',
    'The p99 is 220 ms. Actually, no: 120 ms.',
    'Is the p99 220 ms? No, the p99 is 120 ms.',
    'The p99 is not more than 120 ms.',
    'The p99 is not only 120 ms, it is stable.',
    "The p99 is not 220 ms, that's the median; it is 120 ms.",
  ])('one that is denied or taken back is not wrong: %s', (typed) => {
    expect(heard(typed)).toEqual([[], ['120 ms']]);
  });

  const INT8 = 'INT8 moved accuracy from [X]% to [Y]%, a drop of [Z] points.';
  const COST = 'We paid about [X] for spot instances.';
  it.each<[answer: string, stored: [number, string?][], typed: string, reason: string, cited: string[]]>([
    [
      INT8,
      [[91.2, '%'], [90.8, '%'], [0.4]],
      'Accuracy went from ninety-one point two percent to ninety point eight percent.',
      'does not say 0.4',
      ['91.2%', '90.8%'],
    ],
    [
      INT8,
      [[91.2, '%'], [90.8, '%'], [0.4]],
      'INT8 moved accuracy by less than half a point, from 91.2 to 90.8.',
      'does not say 0.4',
      ['91.2%', '90.8%'],
    ],
    [INT8, [[91.2, '%'], [90.8, '%'], [0.4]], 'INT8 cost us 0.4 percent.', 'does not say 91.2%', []],
    [
      COST,
      [[12_000, '$']],
      'Spot instances would have cost 4000 dollars, but we paid 12,000.',
      '',
      ['$12000'],
    ],
    [
      'A restore takes [X] for [Y].',
      [
        [47, 'min'],
        [2.4, 'TB'],
      ],
      'Restoring all 2.4 terabytes takes three quarters of an hour.',
      'does not say 47 min',
      ['2.4 TB'],
    ],
    ['[X] of 12 teams use it.', [[9]], 'Nine out of twelve teams use it.', '', ['9']],
    [
      'We lose at most [X] of writes.',
      [[90, 's']],
      'Our RPO is 90 seconds.',
      'has 90 s in other words',
      ['90 s'],
    ],
  ])('the reason at a point agrees with what is cited: %s %j %s', (answer, stored, typed, reason, cited) => {
    const { question, values } = answerWith(answer, stored);
    const { points, cited: keys } = feedbackOn(typed, question, values, shippedLexicon);
    expect(points[0]?.reason?.replace('\u00A0', ' ') ?? '').toBe(reason);
    expect(keys.map((key) => values.get(key)?.text.replace('\u00A0', ' '))).toEqual(cited);
  });

  it.each<[answer: string, stored: [number, string?][], typed: string, reason: string | undefined]>([
    [
      'Payloads shrank by [X]%.',
      [[62, '%']],
      'Payloads are 62% of what they were.',
      'says "of what"; the point says "shrank"',
    ],
    [
      'The search is [X] faster than before.',
      [[3, '×']],
      'The search is 3x slower than before.',
      'says "slower"; the point says "faster"',
    ],
    [
      'The cache has a hit rate of [X]%.',
      [[91.2, '%']],
      'The cache has a miss rate of 91.2%.',
      'says "miss"; the point says "hit"',
    ],
    [
      'It costs [X] a month more.',
      [[95, '$']],
      'It saves 95 dollars a month.',
      'says "saves"; the point says "costs"',
    ],
    [
      'Before batching p99 was [X] ms.',
      [[450, 'ms']],
      'Batching raised p99 from 38 to 450 ms.',
      'says it of another time',
    ],
    [
      'The p99 of the poll endpoint is [X] ms.',
      [[28.4, 'ms']],
      'The p95 of the poll endpoint is 28.4 ms.',
      'says it of "p95", not of "p99"',
    ],
    [
      'The p99 of the poll endpoint is [X] ms.',
      [[28.4, 'ms']],
      'The poll endpoint takes 28.4 ms at p99.',
      undefined,
    ],
    ['Payloads shrank by [X]%.', [[62, '%']], 'Payloads fell by 62% from what they were.', undefined],
    [
      'The cost goes from [X] to [Y].',
      [
        [1.6, '$'],
        [16, '$'],
      ],
      'The cost is $1.60 today and $16 then.',
      undefined,
    ],
  ])('a figure that is said of the opposite is not cited: %s %j %s', (answer, stored, typed, reason) => {
    const { question, values } = answerWith(answer, stored);
    const { points, cited } = feedbackOn(typed, question, values, shippedLexicon);
    expect(points[0]?.reason).toBe(reason);
    expect(cited).toHaveLength(reason === undefined ? stored.length : 0);
  });

  it.each([
    // Its only words are a value and its unit.
    ['[X] minutes.', [[7.2, 'min']], 'It is 7.2 minutes.', undefined],
    [
      'A hit takes 0.4 ms, a miss [X] ms.',
      [[6.5, 'ms']],
      'A miss costs 6500 µs and a hit 400 µs.',
      undefined,
    ],
    ['We reject [X] % with 429.', [[0.4, '%']], '4 of 1000 get a 429.', 'does not say "reject"'],
    [
      'The Redis cache of the API has a hit rate of [X]%.',
      [[93.4, '%']],
      'The miss rate is 93.4 %.',
      /"miss"/,
    ],
  ] as const)(
    'says of a doubtful point what is missing, if anything is: %s %j %s',
    (answer, stored, typed, reason) => {
      const { question, values } = answerWith(answer, stored);
      const [point] = feedbackOn(typed, question, values, shippedLexicon).points;
      if (reason === undefined) expect(point).toMatchObject({ state: 'found' });
      else expect(point).toMatchObject({ state: 'maybe', reason: expect.stringMatching(reason) });
    },
  );

  it('counts a figure for one of two metrics with the same value', () => {
    const both = answerWith('The clock says [X] times, counting operations says [Y] times.', [
      [6.4, '×'],
      [6.4, '×'],
    ]);
    expect(heard('The clock says 6.4 times.', both)).toEqual([[], ['6.4×']]);
    expect(heard('The clock says 6.4 times, counting operations says 6.4 times.', both)[1]).toHaveLength(2);
  });

  it('knows a point by its values in other units, also beside one without a value', () => {
    const { question, values } = answerWith('- p50 [A] ms, p99 [X] ms, mean [Y] ms', [
      [NaN],
      [120, 'ms'],
      [35, 'ms'],
    ]);
    const filled = new Map([...values].filter(([, { number }]) => number !== undefined));
    const [point] = feedbackOn('p99 was 0.12 s, mean 0.035 s.', question, filled, shippedLexicon).points;
    expect(point?.state).toBe('maybe');
  });

  it('doubts the result of a story that says the opposite', () => {
    const text =
      '---\nid: outage\nkind: star\n---\n# Tell me about an outage.\n\n* S: the disk was full\n* T: bring it back\n* A: moved a partition\n* R: no payment was lost, and 40 payments were delayed\n';
    const [question] = readQuestionFile(openSource('outage.md', text), '').questions;
    const typed = '## Result\n40 payments were lost and none was delayed.';
    const result = question && feedbackOn(typed, question, new Map(), shippedLexicon).points[3];
    const reason = 'says "lost"; the point says "no payment was lost"';
    expect(result).toMatchObject({ state: 'maybe', reason });
  });

  it('doubts the result of a story that says none of its values', () => {
    const text =
      '---\nid: move\nkind: star\n---\n# Tell me about a migration.\n\n* S: 400 GB table, ALTER took a lock\n* T: finish without downtime\n* A: gh-ost, throttled by replica lag\n* R: took [X] hours, zero errors\n';
    const [question] = readQuestionFile(openSource('move.md', text), '').questions;
    const key = question?.placeholderKeys[0] ?? '';
    const values = new Map([
      [key, { text: '7 h', plain: '7 h', number: 7, unit: 'h', origin: 'typed' } as const],
    ]);
    const resultOf = (told: string): readonly (string | undefined)[] => {
      const typed = `We had a 400 GB table and ALTER took a lock. I had to finish without downtime. I used gh-ost, throttled by replica lag. ${told}`;
      const part = question && feedbackOn(typed, question, values, shippedLexicon).points[3];
      return [part?.state, part?.reason];
    };
    expect(resultOf('It took ages with zero errors.')).toEqual(['maybe', 'does not say 7 h']);
    expect(resultOf('It took 7 hours with zero errors.')).toEqual(['found', undefined]);
    expect(resultOf('It took 9 hours with zero errors.')).toEqual([
      'maybe',
      'you said 9 hours; your value is 7 h',
    ]);
  });
});

describe('a point beside gaps of the same name', () => {
  const { question, values } = answerWith(
    '- The heap is [FILL IN: number] GB because postings are packed.\n- The p95 is [FILL IN: number] ms instead of 180 ms.\n- The build takes [FILL IN: number] minutes.',
    [
      [6.2, 'GB'],
      [63, 'ms'],
      [25, 'min'],
    ],
  );
  const statesOf = (typed: string): readonly string[] =>
    feedbackOn(typed, question, values, shippedLexicon).points.map(({ state }) => state);

  it('is judged by its own', () => {
    expect(statesOf('The p95 is 63 ms instead of 180 ms.')).toEqual(['missing', 'found', 'missing']);
    expect(statesOf('The build takes 52 minutes.')).toEqual(['missing', 'missing', 'contradicted']);
  });
});

describe('an amount of money', () => {
  const { question, values } = answerWith(
    'Before, we lost $[FILL IN: monthly loss before] per month. Then the loss fell to [FILL IN: monthly loss after] per month. It must never block a payment for more than 80 ms.',
    [
      [310_000, '$'],
      [95, '$k'],
    ],
  );
  const read = (typed: string) => feedbackOn(typed, question, values, shippedLexicon);

  it.each([
    ['The loss fell from 310k to 95k a month.', 2],
    ['We went from losing 310k per month to losing 95k.', 2],
    ['Now the loss is 95k.', 1],
  ])('is cited without its currency or period: %j', (typed, times) => {
    expect(read(typed).cited).toHaveLength(times);
  });

  it('may be the difference of two', () => {
    const { wrongNumbers, points } = read('We cut the loss by 215 thousand dollars a month.');
    expect(wrongNumbers).toEqual([]);
    expect(points.map(({ reason }) => reason)).not.toContainEqual(expect.stringContaining('215'));
  });

  it('is not beside a bound of the other kind where that is denied', () => {
    expect(read('It must answer in less than 80 ms.').points.at(-1)?.reason ?? '').not.toContain(
      'more than 80',
    );
  });
});
