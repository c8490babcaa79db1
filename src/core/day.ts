// Time as people live it: instants, and local days that end at four in the morning.

/** Milliseconds since the epoch, UTC. ISO 8601 with offset at every edge. */
export type Instant = number & { readonly __brand: 'Instant' };

/** A local day, `YYYY-MM-DD`; the hours before `dayStart` belong to the day before. */
export type Day = string;

/** How instants become days. */
export type Calendar = {
  /** IANA zone name. */
  readonly timeZone: string;
  /** Minutes after midnight at which a day begins, 0–720. */
  readonly dayStartMinutes: number;
};
