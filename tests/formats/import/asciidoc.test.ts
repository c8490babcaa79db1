// AsciiDoc as Markdown: lists of questions and answers, and the lines of the document.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';

const PANEL = `= Architect panel: questions
Ada Example <ada@example.org>
:toc:

Keep every answer below two minutes.

== Integration

[qanda]
When would you choose events over calls?::
When several consumers exist, and when one may be down.

What is the outbox pattern?::
An event in the same transaction, and a relay for <number> topics.
+
[source,sql]
----
INSERT INTO outbox(id) VALUES (1);
----

Saga: choreography or orchestration?::
* up to three steps: choreography
* above: orchestration

How do you estimate cost?::
+
|===
|Option |per year

|Managed |[amount]
|===

Describe a decision you got wrong.:: A shared model across five teams.
`;

const read = (text: string) => readShaped(openSource('panel.adoc', text), 'bank').content.questions;

describe('AsciiDoc', () => {
  it('has questions in its lists of terms, with whole answers', () => {
    expect(read(PANEL).map(({ title, answer }) => [title, answer.text])).toEqual([
      ['When would you choose events over calls?', 'When several consumers exist, and when one may be down.'],
      [
        'What is the outbox pattern?',
        'An event in the same transaction, and a relay for <number> topics.\n\n```sql\nINSERT INTO outbox(id) VALUES (1);\n```',
      ],
      ['Saga: choreography or orchestration?', '* up to three steps: choreography\n* above: orchestration'],
      ['How do you estimate cost?', '| Option | per year |\n| --- | --- |\n| Managed | [amount] |'],
      ['Describe a decision you got wrong.', 'A shared model across five teams.'],
    ]);
  });

  it('has the lines of the document', () => {
    expect(read(PANEL).map(({ titleAt }) => titleAt.start.line)).toEqual([10, 13, 21, 25, 33]);
  });

  it('has questions in headings', () => {
    const text =
      '= Interview questions\n\n== What is a lease?\n\nA *lock* that expires.\n\n== Why retry?\n\nNetworks fail.\n';
    expect(read(text).map(({ title, answer }) => [title, answer.text])).toEqual([
      ['What is a lease?', 'A **lock** that expires.'],
      ['Why retry?', 'Networks fail.'],
    ]);
  });

  it('has none in documentation whose terms do not ask', () => {
    const text =
      '= Manual\n\n== Options\n\n--quiet:: Prints nothing.\n\n--color:: Prints in color.\n\n== Files\n\nThe file is read once.\n';
    expect(read(text)).toEqual([]);
  });
});
