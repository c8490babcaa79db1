// Colours of pages, light and dark. Each pair of a text and what is behind it has a contrast of at least 4.5 to 1.

const LIGHT = `
--page: #fcfcfa; --raised: #ffffff; --sunk: #f4f4f0; --line: #dfdfd8; --edge: #8b8f94;
--text: #1f2429; --soft: #565d66; --accent: #1f5f99; --focus: #1f5f99;
--filled: #e2f0e6; --filled-text: #14502f; --open: #fdedcf; --open-text: #7c4300; --hit: #ffe58a;
--easy: #2b6a41; --medium: #7a5200; --hard: #a03030;
--keyword: #8a2463; --string: #1d6136; --number: #964000; --name: #1f5f99; --comment: #626870;
`;

const DARK = `
--page: #15171a; --raised: #1b1e22; --sunk: #202429; --line: #343a41; --edge: #7e868f;
--text: #e3e5e8; --soft: #a3abb4; --accent: #8fbfec; --focus: #8fbfec;
--filled: #1c3a29; --filled-text: #b4e3c4; --open: #44320f; --open-text: #f3cd8d; --hit: #6b5606;
--easy: #86c99d; --medium: #dfb765; --hard: #f09c98;
--keyword: #e59bc6; --string: #9ad2ab; --number: #eeb07c; --name: #8fbfec; --comment: #9aa2ab;
`;

/** Variables of a page: light or dark as the system has it, or as `data-theme` says; light on paper. */
export const COLOURS = `
:root { color-scheme: light; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${DARK} } }
@media screen { :root[data-theme="dark"] { color-scheme: dark; ${DARK} } }
`;
