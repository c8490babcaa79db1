import { describe, expect, it } from 'vitest';
import { type Opposite, oppositeOf } from '../../../src/core/feedback/opposites.ts';

const opposite = (sentence: string, text: string, ...also: readonly string[]): Opposite | undefined =>
  oppositeOf(sentence, { text, also });

describe('a plain opposite', () => {
  it.each([
    ['Attention is linear in the length.', 'Attention is quadratic in the length', 'linear', 'quadratic'],
    ['The score matrix takes O(n) memory.', 'Score matrix O(n²) memory', 'O(n)', 'O(n²)'],
    ['BERT is a decoder.', 'BERT is an encoder', 'decoder', 'encoder'],
    ['A large rate keeps it stable.', 'A small rate keeps it stable', 'large', 'small'],
    ['Writes become faster.', 'Writes become slower', 'faster', 'slower'],
    ['It stays on at inference.', 'Switched off at inference', 'on', 'off'],
    // By a prefix, and by a comparison.
    ['Demand becomes inelastic.', 'Demand becomes elastic', 'inelastic', 'elastic'],
    ['Imports get dearer.', 'Imports get cheaper', 'dearer', 'cheaper'],
    ['The passes get harder.', 'The passes get simpler', 'harder', 'simpler'],
    ['Its calls are non-blocking when idle.', 'Its calls block when idle', 'non-blocking', 'block'],
  ])('%j contradicts %j', (sentence, point, said, meant) => {
    expect(opposite(sentence, point)).toEqual({
      reason: `says "${said}"; the point says "${meant}"`,
      isPlain: true,
    });
  });
});

describe('an opposite in some uses', () => {
  it.each([
    ['A steady flux induces a voltage.', 'Only a changing flux induces a voltage'],
    ['Once every node has stored it, it counts.', 'It counts once a majority has stored it'],
    ['Post-norm keeps the residual path an identity.', 'Pre-norm keeps the residual path an identity'],
    ['Only the absolute position matters.', 'Only the relative position matters'],
    ['I would build the evaluation set last.', 'I would build the evaluation set first'],
    ['I report micro F1 on all classes.', 'I report macro F1 on all classes'],
  ])('makes a point doubtful: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });
});

describe('a sentence that is nearly the point', () => {
  const LIKENESS = new Map([
    ['earlier later', -1],
    ['uses employs', 0.85],
  ]);
  const differing = (sentence: string, text: string): Opposite | undefined =>
    oppositeOf(
      sentence,
      { text },
      [],
      (one, other) => LIKENESS.get(`${one} ${other}`) ?? LIKENESS.get(`${other} ${one}`) ?? 0,
    );

  it.each([
    ['Measured with jmeter at 50 requests', 'I measured with k6 at 50 requests', 'jmeter', 'k6', false],
    [
      'measured with JMeter at 50 requests',
      'I measured with Locust at 50 requests',
      'JMeter',
      'Locust',
      false,
    ],
    [
      'All timestamps were taken on the server.',
      'All timestamps were taken on the client',
      'server',
      'client',
      false,
    ],
    [
      'All other services see the card number.',
      'All other services see a token',
      'card number',
      'token',
      false,
    ],
    [
      'So a watermark expects no later events, I think.',
      'A watermark expects no earlier events',
      'later',
      'earlier',
      true,
    ],
  ])(
    'with another word is doubtful, or contradicts with its opposite: %j',
    (sentence, point, said, meant, isPlain) => {
      expect(differing(sentence, point)).toEqual({
        reason: `says "${said}"; the point says "${meant}"`,
        isPlain,
      });
    },
  );

  it.each([
    [
      'It makes small patches, however it needs the whole old image.',
      'It makes small patches, but it needs the whole old image',
    ],
    ['A verison counter prevnets downgrades.', 'A version counter prevents downgrades'],
    ['It is the identiy of a replicatoin stream.', 'It is the identity of a replication stream'],
    ['Both readers remain on the old snapshot.', 'Both readers are still on the old snapshot'],
    ['There is a cutoff time for the orders.', 'There is a cut off time for the orders'],
    [
      'Accuracy hides the rare classes, so I report macro F1.',
      'I report macro F1 because accuracy hides the rare classes',
    ],
    [
      'A transformer for the tickets of customers in Portuguese.',
      'A transformer for customer tickets in Portuguese',
    ],
    ['The service employs a queue for writes.', 'The service uses a queue for writes'],
    ['Huge pages of two megabytes reduce TLB misses.', 'Huge pages of 2 megabytes reduce TLB misses'],
    ['We cache it in memory and read it from there.', 'I cache hot rows in Redis first'],
    ['Not at once: I retry failed requests with backoff.', 'Retry failed requests with backoff, not at once'],
    ['Loss, accuracy and F1 are logged.', 'F1, loss and accuracy are logged'],
    ['The F1 is the mean of both.', 'The F1 is the harmonic mean of both'],
    // Two words for one, verbs for verbs, and what is said elsewhere in the sentence.
    [
      'InfoNCE is just a cross entropy where the classes are the captions in the batch.',
      'InfoNCE is a cross-entropy whose classes are captions in the batch',
    ],
    [
      'To roll back, the service is pointed at the previous task definition.',
      'Rollback points the service at the previous task definition',
    ],
    [
      'What attention carries along only passed through linear maps.',
      'Attention carries features only through linear maps',
    ],
    [
      'I went for an encoder since for sentiment you need the entire review.',
      'I built an encoder because sentiment depends on the whole review',
    ],
    [
      'Split by image, otherwise captions of one picture end up in both train and test.',
      'Split by image, or captions of one picture land in training and test',
    ],
    ['Going from 128 to 512 tokens took longer.', 'Measured slowdown from 128 to 512 tokens'],
    ['I version a bundle and not just a weights file.', 'Version a bundle, not a weights file'],
  ])('%j says %j', (sentence, point) => {
    expect(differing(sentence, point)).toBeUndefined();
  });
});

describe('the other thing instead', () => {
  const point = 'Replayed real queries instead of synthetic ones';

  it.each([
    ['I never replayed real queries, only synthetic ones.', point, 'says "only"; the point says "instead"'],
    [
      'I used synthetic queries instead of real ones.',
      point,
      'says "synthetic" and "real" the other way round',
    ],
    [
      'We use dual writes, not data capture.',
      'Data capture, not dual writes',
      'says "not data"; the point does not',
    ],
    [
      'I plan with the average load.',
      'Plan with the knee, not with the average',
      'the point says "not with the average"; this does not',
    ],
  ])('%j is doubted for %j', (sentence, text, reason) => {
    expect(opposite(sentence, text)).toEqual({ reason, isPlain: false });
  });

  it.each([
    ['I replayed real queries, not synthetic ones.', point],
    ["I didn't use synthetic queries; I replayed real ones.", point],
    ['Synthetic queries are not real traffic, so I replayed that of production.', point],
    ["Synthetic queries don't have the skew of real ones, so I replayed real ones.", point],
    // What the point rules out is no choice of it.
    [
      "We didn't split at random, else the model would see the future.",
      'Split by time so that no future leaks',
    ],
    ['NDCG was 45.2% against 39.7%.', 'NDCG gain against baseline'],
  ])('is not plainly said in %j for %j', (sentence, text) => {
    expect(opposite(sentence, text)?.isPlain).not.toBe(true);
  });
});

describe('another order of two steps', () => {
  it.each([
    ['We parse the event and then verify the signature.', 'verify the signature before parsing anything'],
    ['The rules run after authorisation.', 'Rules in Redis, run before authorisation.'],
    ['First we drop the old column, then we switch the reads.', 'switch reads, then drop the old column'],
    [
      'The consumers commit the offset first and then start the transaction.',
      'Offsets committed only after the transaction',
    ],
    ['The page reacts to clicks before it looks ready.', 'The page looks ready before it reacts to clicks'],
    ['I ran the test first and then set the objective.', 'Objective set first'],
    ['Ack at once, before the work starts.', 'Acknowledge only after the work is done'],
    ['We answer 200 before the event is stored.', 'answer 200 once the event is stored'],
    [
      'First we tear down the old bridge, then we close the road, and after that we build the new one.',
      'build the new bridge, move the traffic, tear down the old one later',
    ],
    // What is divided by what.
    ['Intensity is bytes divided by flops.', 'Arithmetic intensity = FLOPs / bytes moved.'],
    ['Arithmetic intensity = bytes / FLOPs.', 'Arithmetic intensity = FLOPs / bytes moved.'],
  ])('%j contradicts %j', (sentence, point) => {
    expect(opposite(sentence, point)).toEqual({ reason: 'says it in the other order', isPlain: true });
  });

  it.each([
    [
      'I stop both on the loss, because the losses compare well.',
      "Stop each on its own task, since the losses don't compare",
    ],
    [
      'The gallery is encoded again for each query.',
      'Gallery encoded once, a query is one pass and a search',
    ],
  ])('is in %j against %j', (sentence, text) => {
    expect(opposite(sentence, text)).toMatchObject({ isPlain: false });
  });

  it('of a moment is doubtful', () => {
    expect(
      opposite('After quantization the p95 was 41 ms.', 'Before quantization the p95 was 41 ms'),
    ).toEqual({ reason: 'says "After"; the point says "Before"', isPlain: false });
  });

  it.each([
    ['After verifying the signature, parse the event.', 'verify the signature before parsing anything'],
    ['We never parse before the signature is verified.', 'verify the signature before parsing anything'],
    [
      'Backfill in batches, then switch the reads and drop the old column.',
      'switch reads, then drop the old column',
    ],
    ['Latency went down, before and after.', 'Latency before was higher than after'],
    ['Intensity is flops divided by bytes.', 'Arithmetic intensity = FLOPs / bytes moved.'],
    // A duration, and an adjective.
    [
      'The first token appears after 187 ms at the median and after 312 ms at p95.',
      'First-token latency is 187 ms at the median and 312 ms at p95.',
    ],
    [
      'You can prune a lot of heads once the model is trained.',
      'Many heads can be removed from a trained model',
    ],
  ])('is not in %j against %j', (sentence, point) => {
    expect(opposite(sentence, point)?.reason ?? '').not.toMatch(/order|together|once/);
  });
});

describe('words of opposite sides', () => {
  const [vans, slope] = [
    'Bicycles carry small parcels; vans carry large ones',
    'The slope is the change in log price per year; its exponential the price ratio',
  ];

  it.each([
    // The sentence says the side of the point of the same thing, too.
    [
      'The contract says how many delays are tolerated, strict means that few delays are tolerated.',
      'A strict contract tolerates few postponements',
    ],
    ['Junk loans have high risk, and it is the risk that goes down.', 'Collateral reduces risk'],
    ['Log prices are linear in age, exp(b) = price ratio for a year.', slope],
    ['All members vote and the proposal with most votes wins.', 'The proposals are decided by majority vote'],
    // The point says both, each of its own.
    ['Very big parcels go by van.', vans],
    [
      'A narrow bridge has a bottleneck: if a tractor is first, all short trips wait for it.',
      'On a bridge short trips wait behind a long one, which is called a bottleneck',
    ],
    // What is denied is the verb.
    ['The valve does not leak on the open side.', 'The valve is tight in open positions'],
    [
      'It takes the book not borrowed for the longest time.',
      'Takes the book unborrowed for the longest time',
    ],
  ])('contradict nothing in another role: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });

  it.each([
    ['Huge trees bear small apples.', 'Small trees bear large apples', 'Huge trees'],
    [
      'Backward means that old readers open the new files, forward that new readers open the old files.',
      'Backward compatible means that new readers open the old files',
      'old',
    ],
    ['If an alarm rings, the factory goes on with shipping.', 'Alarms must block shipping', 'continue'],
    ['The lease of a lock should be shorter than the job.', 'The lease must exceed the work', 'shorter'],
    ['Compression speeds up the writes.', 'Compression slows down the writes', 'speed'],
    ['Closures hold it weakly by default.', 'Closures hold it strongly', 'weakly'],
  ])('doubt in the same role: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });
});

describe('a doubtful one', () => {
  it.each([
    ['The matrix needs no memory per head.', 'The matrix needs memory per head'],
    ['The loss never diverges.', 'The loss diverges'],
    ['It works with a handshake.', 'It works without a handshake'],
    ['The positive terminal and the battery are not separated.', 'A gap has separated terminal and battery'],
    ['Recall improves with it.', 'It lowers recall'],
    ['The asymmetric key is not used for the traffic.', 'The traffic is encrypted with a symmetric key'],
    ['The bias is high and the variance small.', 'Low bias and high variance'],
    ['The columns keep the same hashes.', 'The columns get new hashes'],
    // The word behind the negation is the point's own, or nothing else of the point is said.
    [
      'The set was taken from the queue, it is not a random set.',
      'A random set without labels from the queue',
    ],
    ['The loss is not seen to diverge.', 'The loss diverges'],
    ['When Redis is down we do not let everything pass.', 'When Redis is down we let everything pass'],
    ['We accept writes, also when the cache is up.', 'When the cache is down we accept writes'],
    ['The sum is never zero.', 'The sum is always zero'],
    [
      'The consumer writes its offset in another transaction than the result.',
      'Kafka gives us the offset, and the consumer writes its offset into the same transaction as the result',
    ],
    ['The balancer sends traffic to healthy ones only.', 'The balancer stops traffic to unhealthy ones'],
    // What the point denies beside it is said by neither.
    [
      'With this weight the big ones win and the small are ignored.',
      'Without this weight the small are ignored',
    ],
  ])('%j makes %j doubtful, no more', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });
});

describe('a denial', () => {
  it('that only the point has makes a sentence without it doubtful', () => {
    expect(
      opposite('3-D Secure is counted.', "3-D Secure isn't counted because the customer is typing."),
    ).toMatchObject({ isPlain: false });
    expect(opposite("PUT is idempotent, POST isn't.", 'POST is not idempotent, PUT is')?.isPlain).not.toBe(
      true,
    );
    expect(
      opposite("Records which can't be processed go to a queue.", 'Bad records go to a queue'),
    ).toBeUndefined();
  });

  it.each([
    [
      'The order of the columns does not matter.',
      'The order matters',
      'says "not matter"; the point does not',
    ],
    ['I leave no gap between them.', 'Leave a gap between the sets', 'says "no gap"; the point does not'],
    [
      'The price: a mature ORM, we write no SQL by hand.',
      'The price: no mature ORM, we write SQL by hand',
      'says "no SQL by hand"; the point says "by hand"',
    ],
    [
      'Also retry a 400 at once.',
      'Retry what is transient, not a 400',
      'the point says "not a 400"; this does not',
    ],
    [
      'It finds the row and scans the table.',
      'Finds the row without scanning the table',
      'the point says "without scanning the table"; this does not',
    ],
  ])('%j against %j is quoted as written', (sentence, point, reason) => {
    expect(opposite(sentence, point)).toEqual({ reason, isPlain: false });
  });

  it.each([
    ['It has no order of its own.', 'Attention ignores order'],
    ['It ignores the order.', 'The order does not matter'],
    ['No matter how large it is, the order counts.', 'The order counts'],
    ['A unit test improves it.', 'It has to prove its worth'],
    ['Stopping there is cheating, it proves nothing.', 'No stopping at the first result'],
  ])('is none in %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

it.each([
  [
    'Validation was cut by film, not at random, so no films are shared.',
    'Validation cut by film, so that no films are shared',
  ],
  [
    'In cross-attention, keys and values do not come from the decoder but from the encoder.',
    'Cross-attention: queries from the decoder, keys and values from the encoder',
  ],
  ["Little's law holds, so the numbers fit.", "Little's law as sanity check"],
])('is not doubted for another denial: %j: %j', (sentence, point) => {
  expect(opposite(sentence, point)).toBeUndefined();
});

describe('a point that says no with a verb', () => {
  const [budget, breaker, replica] = [
    'A spent budget stops feature releases',
    'A circuit breaker fails fast',
    'A read replica serves the reads',
  ];

  it.each([
    ['A spent budget never stops feature releases.', budget],
    ['A spent budget does not stop releases of features.', budget],
    ["Feature releases aren't stopped by a spent budget.", budget],
    ['When the budget is spent the releases go on.', budget],
    ['We never freeze features, we release more.', budget],
    ['There is no error budget.', budget],
    ['We have no circuit breaker.', breaker],
    ['There is no circuit breaker in our system.', breaker],
    ["We don't use a circuit breaker.", breaker],
    ['Our system works without a circuit breaker.', breaker],
    ['The circuit breaker waits long.', breaker],
    ['We have no read replica for the reads.', replica],
    ['The reads have no read replica.', replica],
    ['There is no retry budget, so retries are unlimited.', 'A retry budget prevents retry storms'],
    ["The cache doesn't lose data on a restart.", 'The cache loses its data on a restart'],
    ['We never deploy without a canary.', 'Deploys go out without a canary'],
    ['Rollback by hand when the error rate doubles.', 'Automatic rollback when the error rate doubles'],
    ['We multiply by the square root of the width.', 'Divide by the square root of the width'],
  ])('is doubted by %j: %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeDefined();
  });

  it.each([
    ['No feature releases once the budget is spent.', budget],
    ['We do not release features when the budget is spent.', budget],
    ['When there is no budget left, releases stop.', budget],
    ["The circuit breaker doesn't wait for the timeout, it fails fast.", breaker],
    ['Without a circuit breaker callers wait; with it they fail fast.', breaker],
    ['When the service is off, the breaker fails fast.', breaker],
    ['The reads never touch the primary, a read replica serves them.', replica],
    ["With the index it doesn't scan the table.", 'The index avoids a table scan'],
    ['The cache does not survive a restart.', 'The cache is lost on restart'],
    ['The feature is switched off with a flag.', 'A flag switches the feature off'],
    ['There was no gap between terminal 4 and the battery.', 'Terminal 4 and the battery are connected'],
  ])('is said by %j: %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

describe('what is said of something else', () => {
  const opposed = (sentence: string, text: string, ...others: readonly string[]): Opposite | undefined =>
    oppositeOf(sentence, { text }, others);

  it('takes no unit for a thing', () => {
    const point = '12 brokers, 340 topics and about 2.3 TB/day.';
    expect(oppositeOf('12 brokers, 340 topics, 2.3 TB a day, 180 MB/s at peak', { text: point })).toBe(
      undefined,
    );
  });

  it('contradicts both points if two things are exchanged', () => {
    const [put, patch] = ['PUT replaces the whole resource', 'PATCH changes only the given fields'];
    const sentence = 'PUT changes the fields that you send, while PATCH replaces the complete resource.';
    expect(opposed(sentence, put, patch)).toEqual({
      reason: 'says of "PATCH" what the point says of "PUT"',
      isPlain: true,
    });
    expect(opposed(sentence, patch, put)).toMatchObject({ isPlain: true });
  });

  it('is never said of a quality', () => {
    const point = 'A large sail catches much wind, so the boat tips';
    expect(opposed('Sail: large area -> tipping as well.', point)).toBeUndefined();
  });

  it('is never said of a pronoun or a preposition', () => {
    const [own, other] = ['and I reviewed within four hours', 'Her review time fell and she led the project'];
    expect(opposed('I reviewed her changes in four hours.', own, other)).toBeUndefined();
  });

  it('contradicts a point with both halves', () => {
    expect(
      opposed(
        'Threads have their own address space, and processes share the memory.',
        'Processes have their own address space, threads share memory',
      ),
    ).toMatchObject({ isPlain: true });
  });

  it.each([
    [
      'A container with more CPU than its limit is killed.',
      'Exceeding the memory limit gets a container killed',
      'Exceeding the CPU limit only throttles a container',
    ],
    [
      'By default it is on repeatable read.',
      'Read committed is the default',
      'Repeatable read keeps one snapshot',
    ],
    // A negation may turn it round.
    [
      'If readiness fails the container is not restarted, if liveness fails it is not taken from the service.',
      'A failing liveness probe restarts the container',
      'A failing readiness probe takes the pod from the service',
    ],
    // An ellipsis leaves little of a clause.
    [
      'PATCH replaces part of the resource, while PUT the whole.',
      'PUT replaces the whole resource at a URL',
      'PATCH changes only the given fields',
    ],
  ])('makes it doubtful: %j for %j beside %j', (sentence, point, other) => {
    expect(opposed(sentence, point, other)).toMatchObject({ isPlain: false });
  });

  it.each([
    [
      'PATCH changes only some fields, and PUT replaces the whole resource.',
      'PUT replaces the whole resource',
      'PATCH changes only the given fields',
    ],
    [
      'The receiver tells its window, it keeps the sender from flooding it, while the network limits the other.',
      'The receive window keeps the sender from flooding the receiver',
      'The congestion window limits the sender by the capacity of the network',
    ],
    // Misspelled, and a single word in common.
    [
      'It is a massive processor that aquires knowledge through learning.',
      'Acquires knowledge through learning',
      'Massive parallel processor that keeps knowledge',
    ],
    [
      'The event with the least probable order is B.',
      'Correct sequence is B, C, A with B least probable',
      'Event B has exactly three heads',
    ],
    // It stands elsewhere.
    [
      'This additional multicast information is added to the link state packets that a node sends.',
      'Multicast group information is added to the link state packet',
      'Each node constructs the multicast tree from the complete topology',
    ],
    [
      'The liveness probe asks often: if that fails, the container is restarted.',
      'A failing liveness probe restarts the container',
      'A failing readiness probe takes the pod from the service',
    ],
  ])('is none in %j for %j beside %j', (sentence, point, other) => {
    expect(opposed(sentence, point, other)).toBeUndefined();
  });
});

describe('what belongs to one of two names', () => {
  const DELEGATES =
    'CPU with XNNPACK. NNAPI fell back to the CPU for 14 operators, which cost two copies per layer.';
  const [layer, batch] = [
    'Layer norm in attention blocks, since the batch statistics are wrong with padding.',
    'Conformer uses batch norm in the convolution module, where it folds into the convolution.',
  ];
  it.each([
    [
      'XNNPACK fell back for 14 operators, which cost two copies per layer.',
      DELEGATES,
      [],
      'says of "XNNPACK" what the point says of "NNAPI"',
    ],
    [
      'I picked NNAPI, because XNNPACK fell back for 14 operators.',
      DELEGATES,
      [],
      'says "NNAPI" and "XNNPACK" the other way round',
    ],
    ['I picked XNNPACK, because NNAPI fell back for 14 operators.', DELEGATES, [], undefined],
    ['With NNAPI 14 operators fell back to the CPU.', DELEGATES, [], undefined],
    ...[layer, batch].flatMap((text, i) =>
      (
        [
          [
            'Batch',
            'layer',
            i === 0
              ? 'says "Batch" and "layer" the other way round'
              : 'says of "layer" what the point says of "batch"',
          ],
          ['Layer', 'batch', undefined],
        ] as const
      ).map(
        ([one, other, reason]) =>
          [
            `${one} norm in the attention blocks, and ${other} norm in the convolution module, where it folds into it.`,
            text,
            [[layer, batch][1 - i] ?? ''],
            reason,
          ] as const,
      ),
    ),
  ] as const)('%j for %j', (sentence, text, others, reason) => {
    const found = oppositeOf(sentence, { text }, others);
    expect(found?.reason).toBe(reason);
    expect(found?.isPlain ?? false).toBe(false);
  });
});

describe('two things of a point in each other’s place', () => {
  const OBJECTIVES = 'The recovery point objective is 1 minute and the recovery time objective is 2 hours';
  const LEDGER = 'In the ledger the event schema is fixed, in event sourcing it is open';
  const LAW = "Little's law ties them: concurrency = throughput × latency";
  const COMMITTEE = 'The data monitoring committee sees the unblinded data, the sponsor does not';
  const INVERSION =
    'A high-priority task waits for a lock that a low-priority task holds, while a medium-priority task keeps the low one from running';
  const WATCHDOG = 'Because the interrupt can keep firing while the main loop hangs';
  const ROOFLINE =
    'My depthwise convolution is memory bound; the GEMMs of the feed-forward are compute bound.';
  const NYQUIST = 'Half of the sampling rate; at 16 kHz it is 8 kHz.';

  it.each([
    [
      'The recovery time objective is 1 minute and the recovery point objective is 2 hours.',
      OBJECTIVES,
      false,
    ],
    ['RTO is one minute, RPO is two hours.', OBJECTIVES, true],
    ['In event sourcing the event schema is fixed, in the ledger it is open.', LEDGER, true],
    ["Little's law: throughput = concurrency × latency.", LAW, false],
    ['The sponsor sees the unblinded data, the data monitoring committee does not.', COMMITTEE, true],
    ['A low-priority task waits for a lock that a high-priority task holds.', INVERSION, false],
    ['The main loop can keep running while the interrupt hangs.', WATCHDOG, true],
    // A noun that both have.
    [
      'The nightly job runs on the large cluster, the backfill on the small cluster.',
      'Nightly job on the small cluster, backfill on the large one',
      true,
    ],
    // In looser words, and numbers with only a little word beside them.
    ['My depthwise convolution is compute bound and the GEMMs are memory bound.', ROOFLINE, false],
    ['The Nyquist frequency at 8 kHz is 16 kHz, half of the rate.', NYQUIST, false],
    // In one statement.
    [
      'A map from each document to the sorted list of terms.',
      'A map from each term to the sorted list of documents that contain it',
      false,
    ],
  ])('are told: %j for %j', (sentence, point, isPlain) => {
    expect(opposite(sentence, point)).toEqual({
      reason: expect.stringMatching(/^says .+ and .+ the other way round$/),
      isPlain,
    });
  });

  it.each([
    ['RTO is two hours, RPO is one minute.', OBJECTIVES],
    ['In event sourcing the event schema is open, in the ledger it is fixed.', LEDGER],
    ['The event schema of the ledger is fixed and that of event sourcing is open.', LEDGER],
    ["Little's law: concurrency = latency × throughput.", LAW],
    ["Little's law: throughput × latency = concurrency.", LAW],
    ['A low-priority task holds a lock that a high-priority task waits for.', INVERSION],
    ['While the main loop hangs, the interrupt can keep firing.', WATCHDOG],
    ['My depthwise convolution is memory bound and the GEMMs are compute bound.', ROOFLINE],
    ['GEMMs are compute bound, and memory bounds the depthwise convolution.', ROOFLINE],
    ['At a rate of 16 kHz that is 8 kHz.', NYQUIST],
    [
      'The soap breaks the surface tension, so the drop is flat.',
      'Surface tension is broken by soap, so the drop is flat',
    ],
  ])('are in their own place: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

describe('another quantity', () => {
  const POSTINGS = 'Each journal entry has two or more postings';
  const OWNER = 'A mutex has an owner: only the task that took it may give it back';
  const INHERITANCE = 'A mutex supports priority inheritance; a semaphore does not';

  it.each([
    ['Each journal entry has exactly one posting.', POSTINGS],
    ['Any task may give a mutex back.', OWNER],
    ['All currencies together must sum to zero.', 'Each currency must sum to zero on its own'],
    ['Its probability is alpha, one-sided in our trial.', 'Its probability is alpha, two-sided in our trial'],
    ['The fee account is rarely touched.', 'The fee account is touched by every transaction'],
    [
      'The event is written to a table in a separate transaction.',
      'The event is written to a table in the same transaction',
    ],
    ['We store a snapshot per account every hour.', 'We store a snapshot per account every night'],
  ])('is told: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeDefined();
  });

  it.each([
    ['A journal entry has at least two postings.', POSTINGS],
    ['Only the task that took a mutex may give it back.', OWNER],
    ['Only a mutex supports priority inheritance.', INHERITANCE],
    ['Every currency must sum to zero separately.', 'Each currency must sum to zero on its own'],
    ['All transactions touch the fee account.', 'The fee account is touched by every transaction'],
    ['Nightly we store a snapshot per account.', 'We store a snapshot per account every night'],
    ['The negative terminals face each other.', 'The negative terminals are facing each other, all of them'],
  ])('is the same in %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

describe('another scope', () => {
  const PARTITION = 'Order is guaranteed only within a partition';
  const CHECKOUT = 'Provisioned concurrency only for the checkout, because it costs money while idle';
  const PLAN = "Limits depend on the customer's plan";
  const BUCKET = 'A token bucket per API key, refilled continuously';
  const SAME = 'Event ids are stored in the same transaction as the effect';
  const PROBE = 'An old pod stops only after the readiness probe of the new one passes';

  it.each([
    ['Order is not guaranteed within a partition.', PARTITION],
    ['Order is guaranteed in the whole topic, not only within a partition.', PARTITION],
    ['Order is guaranteed across partitions.', PARTITION],
    ['Provisioned concurrency everywhere, it is free while idle.', CHECKOUT],
    ['Provisioned concurrency for everything except the checkout.', CHECKOUT],
    ['Provisioned concurrency for all functions except those of the checkout.', CHECKOUT],
    ['Everybody except the owner can share a document.', 'Only the owner can share a document'],
    ['A fused kernel speeds up most of it.', 'A fused kernel speeds up only the small part'],
    ['Limits are the same for each customer, whatever the plan.', PLAN],
    ['Limits are the same for each customer, no matter what the plan is.', PLAN],
    ['One token bucket for all API keys, refilled continuously.', BUCKET],
    ['A token bucket per API key, refilled once a minute.', BUCKET],
    ['Event ids are stored outside the transaction of the effect.', SAME],
    ['I quantized everything except the linear layers.', 'Int8 for the linear layers'],
    ['The miss rate is high.', 'A high hit rate'],
  ])('is doubted: %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });

  it.each([
    ["Order isn't guaranteed across partitions, only within one.", PARTITION],
    ['Within a partition order is guaranteed, and nowhere else.', PARTITION],
    ["We don't use provisioned concurrency except for the checkout.", CHECKOUT],
    ['It costs money while idle, so nothing except the checkout has provisioned concurrency.', CHECKOUT],
    ['Each plan has its own limits.', PLAN],
    ["The limits vary with the customer's plan.", PLAN],
    [
      'Flags are evaluated on the server apart from the theme.',
      'Flags are evaluated on the server, except for the theme',
    ],
    ['Every API key has its token bucket, which is refilled continuously.', BUCKET],
    ['The event id and the effect are stored in one transaction.', SAME],
    ['An old pod stops as soon as the readiness probe of the new one passes.', PROBE],
    ["The old pod doesn't stop before the readiness probe of the new one passes.", PROBE],
    ['New pods start first, then old ones stop.', 'New pods start before old ones stop'],
  ])('is the same in %j for %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

describe('a negation agrees only with one of the same', () => {
  const LOST = 'One lost packet stalls everything behind it in the same ordered stream';
  const ATOMIC =
    'Writing to the database and publishing to Kafka cannot be made atomic without two-phase commit';
  const LOG = 'Without the log, committed transactions cannot be recovered after a crash';

  it.each([
    ['One lost packet never stalls everything behind it.', LOST],
    ['One lost packet does not stall anything behind it.', LOST],
    ['A lost packet doesn’t delay any later packet.', 'A lost packet delays all later packets of the stream'],
    ['A dropped connection never releases the lock.', 'A dropped connection releases the lock'],
    ['Database writes and Kafka publishing are atomic even without two-phase commit.', ATOMIC],
    ['Without the log, committed transactions can be recovered after a crash.', LOG],
    ['With the log, committed transactions cannot be recovered after a crash.', LOG],
    ['A task can be preempted without a timer.', 'A task cannot be preempted without a timer'],
    ['All cached entries survive a restart.', 'Fewer cached entries survive a restart'],
  ])('%j doubts %j', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });

  const UDP = 'Sequence number field is in the TCP header and not in UDP';
  it.each([
    ['If a packet is lost, all later packets of the stream are delayed.', LOST],
    ['The stream cannot continue behind a lost packet, everything stalls.', LOST],
    ['Each TCP header has a sequence number embedded, the UDP header not', UDP],
    ['TCP has a sequence number in the header, which UDP does not.', UDP],
    ['Options are appended without changing the fixed header.', 'Append options without changing the header'],
    ['This reduces the frames compared to flooding them.', 'Forwarding on one link instead of flooding'],
    [
      'This doesn’t hold for real internet traffic, which has bursts.',
      'Real internet traffic comes in bursts',
    ],
    ['The packets get a delay and unnecessary data.', 'Packets wait, which causes a delay'],
    ['It doubles the window every round trip.', 'It doubles the window after each round trip'],
  ])('%j says %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });
});

it('says nothing about something else with a word of the title', () => {
  const text = 'Located between the fixed header and the payload';
  const others = ['Extend the fixed header with optional information'];
  const sentence = 'Extension headers are placed between fixed header and payload.';
  // A participle is no thing, whether the title has it or not.
  for (const asked of ['What are extension headers in IPv6?', 'Where are extension headers located?'])
    expect(oppositeOf(sentence, { text }, others, () => 0, asked)).toBeUndefined();
});

it('takes what somebody does for no thing', () => {
  const text = 'Nightly job on the small cluster, backfill on the large one';
  const others = ['Run time and cost with 10 workers', 'Run time and cost with 40 workers'];
  const sentence = 'We run the backfill on the large cluster and the nightly job on the small one.';
  expect(oppositeOf(sentence, { text }, others)?.reason).toBeUndefined();
});

it('takes what the question is about for none of the things of its points', () => {
  const others = ['Files before and after', 'Cost of compaction'];
  const sentence =
    'Compaction brought us from 184,000 files to 3,100 and queries from 41 s to 12 s, and costs $260 a month.';
  const reasonFor = (title: string) =>
    oppositeOf(sentence, { text: 'Query time before and after' }, others, () => 0, title)?.reason;
  expect(reasonFor('What did it bring?')).toBe('says of "Compaction" what the point says of "Query"');
  expect(reasonFor('What did the compaction bring?')).toBeUndefined();
});

describe('no opposite', () => {
  it.each([
    ['Attention is quadratic in the length.', 'Attention is quadratic in the length'],
    ['It is not linear but quadratic in the length.', 'Quadratic in the length'],
    ['Unlike GPT, which is a decoder, BERT is an encoder.', 'BERT is an encoder'],
    ['The memory does not decrease, it grows.', 'It needs more memory'],
    ['A phantom cannot occur.', 'Phantoms cannot occur'],
    ['Exactly-once delivery does not exist.', 'There is no exactly-once delivery'],
    ['A queue removes a message once consumed.', 'A queue deletes a message after it was consumed'],
    ['We process 9 payments per day and each makes 3 entries.', '3 ledger entries per payment'],
    ['A canary for a quarter of an hour, then all.', 'Canary: 5 % of the traffic for 15 minutes, then all'],
    ['We do 36 million payments a month.', '1.2 million payments per day'],
    ['It takes two thirds of a minute.', 'It takes 40 seconds'],
    ['Memory is now 62 % of what it was.', 'Memory fell from 6 GB to 4 GB'],
    // The word is about something else, which the sentence does not have.
    ['Inserts are 21 % slower.', 'The lookup became 26 times faster, and inserts lost 21 %'],
    ['What I validate is exactly what I deploy.', 'Validate what is deployed'],
    ['Two windows are enough.', 'Use two windows'],
    ['We got a p95 of 120 ms down to 64 ms.', 'p95 latency is [X]ms at [Y] req/s'],
    [
      'it is not the goal you know look at curves then plot both and select on the validation result',
      'Select on the validation result',
    ],
    ['Reads always see the latest write.', 'Each read always sees the latest write'],
    ['Bulbs a and b are in a closed path, and so is C.', 'Bulb A and B are in a closed path'],
    ['A bulb in the path is lit.', 'Bulb B in the path is lit'],
    ['Adam keeps sixteen bytes per parameter.', 'Adam keeps 16 bytes per parameter'],
    // One half of a point that says both.
    ['Oil is less dense than water.', 'The oil is less dense, the water is more dense'],
    ['The floor has a bigger area.', 'The floor has a larger area, the cup a smaller area'],
    ['A large cup spills most.', 'Without a lid a large cup spills most and the small ones are forgotten'],
    ['As time goes on, the ice cube shrinks.', 'As time increases, the size of the ice cube decreases'],
    // Said the other way round, of what it is compared with.
    ['Syrup is more dense than oil.', 'Oil is less dense than syrup'],
    [
      'Compared to a plain loss we gain a point of accuracy.',
      'A plain loss gave an accuracy lower by a point',
    ],
    ['It heats up faster than uncovered water.', 'Water heats up faster when covered'],
    // A bound is no direction, and a negation ends before the next thing.
    ['Holes of three hours or less get interpolated.', 'Holes up to 3 hours get interpolated'],
    ['Rust has no collector; large heaps are fine.', 'Without a collector the large heaps are fine'],
    [
      'Nobody measures in a flood and we extrapolate above the highest mark.',
      'Nobody measures in a flood: above the highest mark we extrapolate',
    ],
    ['We doubled the share, it was at 38 before.', 'Doubled the share instead of 38'],
    ['Terminal one is connected to terminal 4.', 'Terminals 1 and 4 are connected'],
    ['I draw lots for each user.', 'Draw lots by user, not by request'],
    [
      'It goes to the dead letter queue, else it is retried forever.',
      'Bad messages go to a dead letter queue',
    ],
    ['The bulb is connected to the positive terminal.', 'The bulb is not connected to the negative terminal'],
    ['Something else was said here.', 'Writes become slower'],
    ['', 'Writes become slower'],
    // Other words are denied, and the point is said besides.
    ['Lookups do not help with names, there I check an allow list.', 'Names need an allow list'],
    ['The cache holds recent pages, so the walk is not needed.', 'The cache holds recent pages'],
    [
      'It keeps the data, although it is lost with the process.',
      'It keeps the data but not after process death',
    ],
    // A negation ends with its clause, and the point denies the same.
    [
      'No oversampling since copies made it overfit.',
      'I did not oversample, because duplicates made it overfit',
    ],
    ['A stable training needed no long warmup.', 'Trains stably without a long warm-up'],
    ['For new articles we dont need clicks.', 'New articles need no clicks'],
    ['We never retrain automatically.', 'Retraining is never automatic'],
    ['A human always approves it.', 'It is never automatic; a human approves it'],
    ['Memory: 48 GB after, 16 GB before.', 'Memory was 16 GB before and 48 GB after'],
    // Of something else.
    ['The failover replaces the leader, and some client is slow.', 'The failover is fast'],
  ])('%j and %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });

  it('is found against the wording that the sentence is nearest to', () => {
    const sentence = 'Nothing of the score matrix is ever stored in main memory.';
    expect(
      opposite(sentence, 'Linear extra memory', 'nothing of the score matrix is stored'),
    ).toBeUndefined();
  });
});

it('doubts a labeled point that is said of what another label names', () => {
  const points = ['**Shadow**: a copy of the traffic, double cost', '**Canary**: 5% of the traffic'];
  const reasonOf = (sentence: string) =>
    oppositeOf(sentence, { text: points[0] ?? '' }, points.slice(1))?.reason;
  expect(reasonOf('Canary is a copy of the traffic.')).toBe(
    'says of "Canary" what the point says of "Shadow"',
  );
  expect(reasonOf('Shadow is a copy of the traffic.')).toBeUndefined();
});

it.each([
  // What another clause restricts is no denial.
  [
    'Attention already knows the order, positions only help.',
    ['Attention cannot tell the order'],
    'the point says "cannot tell the order"; this does not',
  ],
  [
    'I shuffled the captions and retrieval stayed the same.',
    ['Shuffle captions, and retrieval has to fall'],
    'says "stayed the same"; the point says "fall"',
  ],
] as const)('is doubted: %s', (sentence, [text, ...also], reason) => {
  expect(oppositeOf(sentence, { text, also })?.reason).toBe(reason);
});

it.each(['alone', 'on its own', 'by itself'])('%s is the same as by itself', (words) => {
  expect(
    opposite(`Attention ${words} cannot tell order.`, 'Attention by itself cannot tell order'),
  ).toBeUndefined();
});

it('quotes the word of the sentence, not that of another point', () => {
  const others = ["Batch norm's advantage: it folds into the next layer"];
  const text = 'Layer norm looks at one token at a time, so nothing depends on the batch';
  expect(
    oppositeOf('Batch norm is better because it looks at one token at a time.', { text }, others)?.reason,
  ).not.toContain("norm's");
});

it('is told as that of another wording, which the person does not see', () => {
  const also = ['trained on labeled examples rather than programmed'];
  const said = 'It is trained on labeled examples and programmed.';
  expect(oppositeOf(said, { text: 'Learned from reviews', also })?.reason).toBe(
    'another wording of it says "rather than programmed"; this does not',
  );
});
