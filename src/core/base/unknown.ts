export type UnknownFields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is UnknownFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ignores inherited properties such as `constructor`. */
export const ownField = (fields: UnknownFields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

export const isMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
