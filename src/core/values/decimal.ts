/** A number, and how many digits it is written with after the point: 82.0 is more than 82. */
export type Decimal = { readonly value: number; readonly places: number };

/** Numbers with more digits or larger powers of ten are not measurements. */
const MAX_DIGITS = 40;
/** Of those that a number in the machine keeps. */
const EXACT_DIGITS = 15;
const MIN_ROUNDED_DIGITS = 4;

const PLAIN = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
export const exactly = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(EXACT_DIGITS));

/** Equal up to that noise. */
export const nearlyEqual = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** The power of ten of its first digit. */
export const sizeOf = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))));

/** `12`, `-0.50`, `.5`, `1e-4`. Undefined for anything else, and beyond 40 digits or places. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, whole = '', fraction = '', power = '0'] = PLAIN.exec(text) ?? [];
  const digits = whole.length + fraction.length;
  if (digits === 0 || digits > MAX_DIGITS) return undefined;
  return fitting(exactly(Number(text)), Math.max(0, fraction.length - Number(power)));
}

/** Plain digits, `-0.050`, which `parseDecimal` reads back. */
export const decimalText = ({ value, places }: Decimal): string =>
  Math.abs(value) < 1e21 ? value.toFixed(places) : value.toLocaleString('en', { useGrouping: false });

export function shortest(given: number): Decimal {
  const value = exactly(given);
  const [, fraction = '', power = '0'] = /(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return { value, places: Math.max(0, fraction.length - Number(power)) };
}

/** Undefined beyond 40 digits or places. */
function fitting(value: number, places: number): Decimal | undefined {
  if (Math.abs(value) >= 10 ** MAX_DIGITS || places > MAX_DIGITS) return undefined;
  return places < EXACT_DIGITS - sizeOf(value) ? { value, places } : shortest(value);
}

/** Half away from zero. */
function roundedTo(value: number, places: number): number {
  const shift = 10 ** places;
  return (Math.sign(value) * Math.round(exactly(Math.abs(value) * shift))) / shift;
}

/**
 * Powers of ten only move the point; whole factors are exact; any other factor gives at least four
 * significant digits, and one more where the number ends with it. Undefined beyond 40 digits or places.
 */
export function scaleDecimal(decimal: Decimal, by: number): Decimal | undefined {
  const value = exactly(decimal.value * by);
  const brief = shortest(value);
  const tens = Math.round(Math.log10(by));
  const isMoved = nearlyEqual(by, 10 ** tens);
  if (isMoved && decimal.places > 0) return fitting(value, Math.max(0, decimal.places - tens));
  const digits = decimalText(decimal).replaceAll(/^-?0?\.?0*|\./g, '').length;
  const places = Math.max(0, Math.max(digits, MIN_ROUNDED_DIGITS) - 1 - sizeOf(value));
  if (isMoved || Number.isInteger(exactly(by)) || brief.places <= places + 1)
    return fitting(value, brief.places);
  return fitting(roundedTo(value, places), places);
}

/** Half away from zero, by default to three significant digits. Undefined for NaN and beyond 40 digits. */
export function roundNumber(value: number, digits?: number): Decimal | undefined {
  if (!Number.isFinite(value)) return undefined;
  const places = Math.min(MAX_DIGITS, Math.max(0, digits ?? 2 - sizeOf(value)));
  const rounded = roundedTo(exactly(value), places);
  return fitting(rounded, digits === undefined ? shortest(rounded).places : places);
}
