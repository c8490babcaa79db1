/** mantissa × 10^exponent, exponent at most 0: it keeps as many digits after the point as were written. */
export type Decimal = { readonly mantissa: bigint; readonly exponent: number };

/** over / under, both positive. */
export type Ratio = { readonly over: bigint; readonly under: bigint };

/** Numbers with more digits or larger powers of ten are not measurements. */
const MAX_DIGITS = 40;
const MIN_ROUNDED_DIGITS = 4;

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

export function ratio(over: bigint, under: bigint): Ratio {
  const divisor = commonDivisor(over, under);
  return { over: over / divisor, under: under / divisor };
}

export const ratioNumber = (value: Ratio): number => Number(value.over) / Number(value.under);

/** Equal up to the noise of binary fractions: 0.1 + 0.2 is 0.3. */
export const nearlyEqual = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const settle = (mantissa: bigint, exponent: number): Decimal =>
  exponent > 0 ? { mantissa: mantissa * 10n ** BigInt(exponent), exponent: 0 } : { mantissa, exponent };

export function withoutTrailingZeros(decimal: Decimal): Decimal {
  let { mantissa, exponent } = decimal;
  while (exponent < 0 && mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent += 1;
  }
  return { mantissa, exponent };
}

const fits = (decimal: Decimal): boolean =>
  abs(decimal.mantissa).toString().length <= MAX_DIGITS && decimal.exponent >= -MAX_DIGITS;

/** `12`, `-0.50`, `.5`, `1e-4`. Undefined for anything else, and beyond 40 digits or places. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] = PLAIN.exec(text) ?? [];
  const digits = whole + fraction;
  if (digits === '' || digits.length > MAX_DIGITS || Math.abs(Number(power)) > MAX_DIGITS) return undefined;
  const mantissa = BigInt(digits) * (sign === '-' ? -1n : 1n);
  const decimal = settle(mantissa, Number(power) - fraction.length);
  return fits(decimal) ? decimal : undefined;
}

/** Plain digits, `-0.050`, which `parseDecimal` reads back. */
export function decimalText({ mantissa, exponent }: Decimal): string {
  const digits = abs(mantissa)
    .toString()
    .padStart(1 - exponent, '0');
  const point = digits.length + exponent;
  const sign = mantissa < 0n ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

export const decimalNumber = (decimal: Decimal): number => Number(decimalText(decimal));

function divide(over: bigint, under: bigint): bigint {
  const magnitude = (2n * abs(over) + under) / (2n * under);
  return over < 0n ? -magnitude : magnitude;
}

function powerOfTen({ over, under }: Ratio): number | undefined {
  const large = over >= under ? over : under;
  if (over !== 1n && under !== 1n) return undefined;
  const zeros = large.toString().length - 1;
  return large === 10n ** BigInt(zeros) ? (over >= under ? zeros : -zeros) : undefined;
}

function scaleByDivision(decimal: Decimal, { over, under }: Ratio): Decimal {
  const top = decimal.mantissa * over;
  const bottom = under * 10n ** BigInt(-decimal.exponent);
  if (under === 1n) return withoutTrailingZeros({ mantissa: top, exponent: decimal.exponent });
  const digits = Math.max(abs(decimal.mantissa).toString().length, MIN_ROUNDED_DIGITS);
  const whole = (abs(top) / bottom).toString();
  const leadingZeros = whole === '0' && top !== 0n ? (bottom / abs(top)).toString().length - 1 : 0;
  const places = whole === '0' ? digits + leadingZeros : Math.max(0, digits - whole.length);
  // One more digit where the number ends with it. Trailing zeros are then only padding.
  const exact = top * 10n ** BigInt(places + 1);
  return exact % bottom === 0n
    ? withoutTrailingZeros({ mantissa: exact / bottom, exponent: -places - 1 })
    : { mantissa: divide(top * 10n ** BigInt(places), bottom), exponent: 0 - places };
}

/**
 * Powers of ten only move the point; whole factors are exact; any other factor gives at least four
 * significant digits. Undefined beyond 40 digits or places.
 */
export function scaleDecimal(decimal: Decimal, by: Ratio): Decimal | undefined {
  const tens = powerOfTen(by);
  const whole = decimal.exponent === 0;
  const moved = tens === undefined ? undefined : settle(decimal.mantissa, decimal.exponent + tens);
  const scaled = moved ? (whole ? withoutTrailingZeros(moved) : moved) : scaleByDivision(decimal, by);
  return fits(scaled) ? scaled : undefined;
}

export const shareOf = (decimal: Decimal, percent: Decimal): Decimal => ({
  mantissa: abs(decimal.mantissa) * percent.mantissa,
  exponent: decimal.exponent + percent.exponent - 2,
});

/** Rounds half away from zero and drops trailing zeros after the point. */
export function roundSignificant(decimal: Decimal, digits: number): Decimal {
  const drop = Math.max(0, abs(decimal.mantissa).toString().length - digits);
  const mantissa = divide(decimal.mantissa, 10n ** BigInt(drop));
  return withoutTrailingZeros(settle(mantissa, decimal.exponent + drop));
}

export function middle(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent) - 1;
  const at = ({ mantissa, exponent: own }: Decimal): bigint => mantissa * 10n ** BigInt(own - exponent);
  return withoutTrailingZeros({ mantissa: (at(a) + at(b)) / 2n, exponent });
}

/** Removes the noise of binary fractions; a value too close to zero becomes zero. */
function nearestDecimal(value: number): Decimal | undefined {
  const read = parseDecimal(value.toPrecision(15)) ?? parseDecimal(value.toPrecision(3));
  return read ?? (Math.abs(value) < 1 ? { mantissa: 0n, exponent: 0 } : undefined);
}

/**
 * Rounded half away from zero.
 * @param digits after the point; by default three significant digits without trailing zeros
 * @returns undefined for NaN, infinities, and beyond 40 digits
 */
export function roundNumber(value: number, digits?: number): Decimal | undefined {
  const exact = Number.isFinite(value) ? nearestDecimal(value) : undefined;
  if (!exact) return undefined;
  const size = exact.mantissa === 0n ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const places = Math.min(MAX_DIGITS, Math.max(0, digits ?? 2 - size));
  const shift = BigInt(Math.abs(exact.exponent + places));
  const mantissa =
    exact.exponent + places >= 0 ? exact.mantissa * 10n ** shift : divide(exact.mantissa, 10n ** shift);
  const rounded = { mantissa, exponent: places === 0 ? 0 : -places };
  return digits === undefined ? withoutTrailingZeros(rounded) : rounded;
}
