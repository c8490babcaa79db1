// Holds the table of settings in docs/format.md against the rules of the config file and their defaults.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/settings/config.ts';
import { isSettingName, SETTING_RULES } from '../../src/formats/stored/config-file.ts';
import { root } from '../support/environment.ts';

const part =
  /^## Settings\n[^]*?(?=^## )/m.exec(readFileSync(join(root, 'docs/format.md'), 'utf8'))?.[0] ?? '';
const rows = [...part.matchAll(/^\| `(\w+)` \| (.*) \| (.*) \|$/gm)].map(
  ([, name = '', takes = '', standard = '']) => ({ name, takes, standard }),
);

const ruleOf = (name: string): (typeof SETTING_RULES)['mode'] => {
  if (!isSettingName(name)) throw new Error(`${name} is no setting`);
  return SETTING_RULES[name];
};
const valueOf = (text: string): string | number => (/^[\d.]+$/.test(text) ? Number(text) : text);

/** The bounds of a range in a text: `0.7 to 0.97`. */
const boundsIn = (text: string): readonly string[] => /([\d.:]+) to ([\d.:]+)/.exec(text)?.slice(1) ?? [];
/** The words in a text that are written as code. */
const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('the settings of docs/format.md', () => {
  it('are all there are, in the order of `prep config`', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(SETTING_RULES));
  });

  it.each(rows)('$name takes what the document says', ({ name, takes }) => {
    const { holds, wants } = ruleOf(name);
    expect(boundsIn(takes)).toEqual(boundsIn(wants));
    for (const bound of boundsIn(takes)) expect(holds(valueOf(bound))).toBe(true);
    if (boundsIn(takes).length > 0) return;
    const example = /such as "([^"]+)"/.exec(wants)?.[1];
    if (example !== undefined) {
      expect(codeIn(takes)).toContain(example);
      expect(holds(example)).toBe(true);
      return;
    }
    const choices = wants.split(/, | or /);
    if (choices.length > 1) {
      expect(codeIn(takes).toSorted()).toEqual(choices.toSorted());
      for (const choice of choices) expect(holds(valueOf(choice))).toBe(true);
      expect(holds('nothing of the kind')).toBe(false);
    } else for (const word of codeIn(takes)) expect(wants).toContain(word);
  });

  it.each(rows)('$name has the default that the document says', ({ name, standard }) => {
    const value = isSettingName(name) ? DEFAULT_SETTINGS[name] : undefined;
    if (value === undefined) expect(standard).toMatch(/^(?:not set|the machine's|`\$VISUAL`, `\$EDITOR`)$/);
    else expect(standard.replaceAll('`', '')).toBe(String(value));
  });
});
