// How a zip archive begins. Apart from the reader of archives, which no start needs.

/** Whether bytes begin as an archive does; four are enough. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
