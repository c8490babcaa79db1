// Units of computed values: what a product, a quotient, a sum or a power is measured in.
// Count nouns are labels: they drop out of products and quotients. A difference of two percentages is in points (pp).
import { ratio, type Ratio } from './decimal.ts';
import { symbolsOf, type Dimension } from './unit-table.ts';
import { NO_UNIT, readUnits, sameDimension, type Unit } from './units.ts';

const MAX_POWER = 6;

export const PERCENT: Unit = readUnits('%')[0] ?? NO_UNIT;
export const POINTS: Unit = readUnits('pp')[0] ?? NO_UNIT;

const isPlain = (unit: Unit): boolean =>
  unit.powers.size === 0 && !unit.percent && unit.factor.over === unit.factor.under;

/** Whether numbers in this unit are pure numbers, labels aside. */
export const isPure = (unit: Unit): boolean => unit.powers.size === 0;

const isPoints = (unit: Unit): boolean => unit.powers.size === 1 && unit.powers.get('pp') === 1;

const power = ({ over, under }: Ratio, exponent: number): Ratio => {
  const size = BigInt(Math.abs(exponent));
  return exponent < 0 ? ratio(under ** size, over ** size) : ratio(over ** size, under ** size);
};

const unlabelled = (unit: Unit): Unit => (unit.nouns === '' ? unit : { ...unit, nouns: '', text: '' });

const computed = (factor: Ratio, powers: Iterable<readonly [Dimension, number]>): Unit => ({
  ...NO_UNIT,
  factor,
  powers: new Map([...powers].filter(([, exponent]) => exponent !== 0)),
});

/** The unit of a × b, or of a / b when `sign` is -1; the number is the plain product or quotient. */
export function productUnit(a: Unit, b: Unit, sign: 1 | -1): Unit {
  if (isPlain(b)) return b.nouns === '' ? a : unlabelled(a);
  if (sign === 1 && isPlain(a)) return a.nouns === '' ? b : unlabelled(b);
  const powers = new Map(a.powers);
  for (const [name, exponent] of b.powers) powers.set(name, (powers.get(name) ?? 0) + sign * exponent);
  // Points as a share of a percentage are a plain ratio: (82 % − 81 %) / 82 %.
  if (sign === -1 && b.percent) powers.delete('pp');
  const factor = power(b.factor, sign);
  return computed(ratio(a.factor.over * factor.over, a.factor.under * factor.under), powers);
}

/** The unit of a + b (or a − b), in which b's number must be brought; undefined when they do not go together. */
export function sumUnit(a: Unit, b: Unit, operator: '+' | '-'): Unit | undefined {
  if (a.nouns !== b.nouns && a.nouns !== '' && b.nouns !== '') return undefined;
  if (a.percent && b.percent) return operator === '-' ? POINTS : a;
  if (a.percent && isPoints(b)) return a;
  if (isPoints(a) && b.percent) return operator === '+' ? b : undefined;
  return a.percent === b.percent && sameDimension(a, b) ? a : undefined;
}

/** The unit of the smaller or larger of two: theirs. */
export function commonUnit(a: Unit, b: Unit): Unit | undefined {
  return a.percent === b.percent ? sumUnit(a, b, '+') : undefined;
}

/** The unit of a ^ exponent; undefined when there is none, as for the square root of a second. */
export function powerUnit(unit: Unit, exponent: number): Unit | undefined {
  const powers = [...unit.powers].map(([name, own]) => [name, own * exponent] as const);
  const whole = powers.every(([, own]) => Number.isInteger(own) && Math.abs(own) <= MAX_POWER);
  return whole ? computed({ over: 1n, under: 1n }, powers) : undefined;
}

const symbol = (name: Dimension): string => (name === 'time' ? 's' : (symbolsOf(name)[0] ?? name));

/** The unit in words that a bank may declare: `ms`, `$/h`; `no unit`. */
export function describeUnit(unit: Unit): string {
  if (unit.text !== '') return unit.text;
  const part = (sign: 1 | -1): readonly string[] =>
    [...unit.powers].flatMap(([name, own]) =>
      Array.from({ length: Math.max(0, sign * own) }, () => symbol(name)),
    );
  const [above, below] = [
    part(1).join('·'),
    part(-1)
      .map((name) => `/${name}`)
      .join(''),
  ];
  return above + below === '' ? 'no unit' : (above === '' ? '1' : above) + below;
}
