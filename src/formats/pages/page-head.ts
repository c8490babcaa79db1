// How every page of prep begins: what it may load and run, and how it looks. Knows nothing of what is on it.

/**
 * The beginning of a page, up to and with `</head>`.
 * @param title as HTML
 * @param allowed what the page runs and loads, beside images that it brings along: directives of a content security policy
 * @param style the style sheet, whose digest must be among what is allowed
 */
export function pageHead(title: string, allowed: readonly string[], style: string): string {
  const policy = [
    `default-src 'none'`,
    ...allowed,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="prep">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
`;
}
