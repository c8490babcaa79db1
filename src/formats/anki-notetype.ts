// The kind of note that exported questions are in Anki: its fields, its one card, how that card looks. It keeps its number
// and the names of its fields for ever, since Anki updates notes of the same kind alone. Knows no question.

/** Fields of a note, in order. The first is what Anki sorts by and tells notes apart by. */
export const NOTE_FIELDS = [
  'Question',
  'Answer',
  'Key points',
  'Follow-ups',
  'Notes',
  'Section',
  'Number',
  'Difficulty',
  'Minutes',
  'Source',
  'ID',
] as const;
export type NoteField = (typeof NOTE_FIELDS)[number];

/** Holds other words for a key point: Anki keeps it and shows it to nobody. */
export const ALSO_ATTRIBUTE = 'data-also';

export const NOTE_TYPE = 'prep';
/** A moment of the past, as all such numbers are. */
export const NOTE_TYPE_ID = 1_700_000_000_417;
/**
 * When card or style last changed, in seconds. Anki takes them over from an import only when they are newer than its own:
 * so what users change of them stays until prep has something new.
 */
export const NOTE_TYPE_CHANGED_S = 1_763_942_400;

export const CARD_FRONT = `<div class="about">{{#Number}}Q{{Number}} · {{/Number}}{{Section}} · {{Difficulty}} · {{Minutes}} min</div>
<div class="question" dir="auto">{{Question}}</div>`;

export const CARD_BACK = `{{FrontSide}}
<hr id="answer">
<div class="answer" dir="auto">
{{Answer}}{{^Answer}}<p class="none">There is no answer yet.</p>{{/Answer}}
</div>
{{#Key points}}<div class="points" dir="auto"><h3>Key points</h3>{{Key points}}</div>{{/Key points}}
{{#Follow-ups}}<div class="follow-ups" dir="auto"><h3>Follow-ups</h3>{{Follow-ups}}</div>{{/Follow-ups}}
{{#Notes}}<div class="notes" dir="auto"><h3>Notes</h3>{{Notes}}</div>{{/Notes}}
{{#Source}}<div class="about">Source: {{Source}}</div>{{/Source}}`;

export const CARD_STYLE = `.card {
  --faint: #66605a;
  --line: #d8d2ca;
  --sheet: #f4f1ec;
  --link: #0b5cad;
  max-width: 42rem;
  margin: 0 auto;
  padding: 0.5rem 1rem;
  font: 1.1rem/1.5 system-ui, sans-serif;
  text-align: start;
  color: #1d1b19;
  background: #fdfcfa;
}
.card.nightMode, .card.night_mode, .nightMode .card, .night_mode .card {
  --faint: #a8a29a;
  --line: #46423d;
  --sheet: #2a2825;
  --link: #7cb7f2;
  color: #e8e4de;
  background: #1d1b19;
}
.about { color: var(--faint); font-size: 0.8em; }
.question { font-size: 1.2em; font-weight: 600; margin: 0.4em 0; }
.question p, .question pre, .question ul, .question ol { font-size: 0.85em; font-weight: 400; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1em 0; }
h3, h4, h5, h6 { font-size: 1em; margin: 1.2em 0 0.3em; }
.points, .follow-ups, .notes { border-top: 1px solid var(--line); margin-top: 1em; }
summary { cursor: pointer; font-weight: 500; margin: 0.3em 0; }
details > :not(summary) { margin-inline-start: 1.1em; }
code, pre, .math { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
pre, code { background: var(--sheet); border-radius: 4px; }
code { padding: 0.1em 0.3em; }
pre { padding: 0.7em; overflow-x: auto; }
pre code { padding: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.25em 0.6em; text-align: start; }
blockquote { margin: 0.5em 0; padding: 0 1em; border-inline-start: 3px solid var(--line); color: var(--faint); }
li.task { list-style: none; }
a { color: var(--link); }
.none { color: var(--faint); font-style: italic; }
.raw { white-space: pre-wrap; }
`;
