import { describe, expect, it } from 'vitest';
import { type Style, theme } from '../../../src/screens/ui/theme.ts';

describe('theme', () => {
  it('changes no text on a screen without colour', () => {
    const { rating, symbols: _, color, piped: __, ...styles } = theme({ color: false, fancy: true });
    const all: readonly Style[] = [...Object.values(styles), ...Object.values(rating)];
    expect(all.map((style) => style('text'))).toEqual(all.map(() => 'text'));
    expect(color).toBe(false);
  });

  it('tells a value from a gap where there is colour', () => {
    const { filled, open } = theme({ color: true, fancy: true });
    expect(filled('45 ms')).toBe('\u001b[36m45 ms\u001b[39m');
    expect(open('[X]')).toContain('[X]');
    expect(open('[X]')).not.toBe(filled('[X]'));
  });

  it.each([[{ color: true, fancy: false }], [{ color: true, fancy: true, unicode: false }]])(
    'uses ASCII symbols only on %j',
    (screen) => {
      expect(Object.values(theme(screen).symbols).join('')).toMatch(/^[\x20-\x7e]+$/);
    },
  );
});
