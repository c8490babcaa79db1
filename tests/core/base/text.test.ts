import { expect, it } from 'vitest';
import { titleText } from '../../../src/core/base/text.ts';

it.each([
  ['What was *your* part?', 'What was your part?'],
  ['**Why** Go, *really*?', 'Why Go, really?'],
  ['What do *args and **kwargs do?', 'What do *args and **kwargs do?'],
  ['Is `*p*` a * b or 2*3*4?', 'Is `*p*` a * b or 2*3*4?'],
  ['What does __init__ do?', 'What does __init__ do?'],
  ['**Why `a*b*c`?**', 'Why `a*b*c`?'],
  ['What is `(*p)*` for?', 'What is `(*p)*` for?'],
  ['One\n*line*\u001b[2J', 'One line'],
])('a title without its emphasis: %s', (title, shown) => {
  expect(titleText(title)).toBe(shown);
});
