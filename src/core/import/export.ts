/** `filled` puts the values in · `open` leaves placeholders as written · `strip` replaces them with neutral gaps. */
export const EXPORT_MODES = ['filled', 'open', 'strip'] as const;
export type ExportMode = (typeof EXPORT_MODES)[number];

export const EXPORT_FORMAT_NAMES = ['md', 'html', 'cheatsheet', 'anki', 'csv', 'json'] as const;
export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];

/** Replaces a placeholder for other people; reveals nothing about it. */
export const GAP = '____';
