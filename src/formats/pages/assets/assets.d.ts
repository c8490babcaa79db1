// Modules that scripts/page-assets.js makes of the files in this folder.
declare module '*.css' {
  export const text: string;
  /** As a content security policy names it: `sha256-…`. */
  export const digest: string;
}
declare module '*/assets/guide.js' {
  export const text: string;
  export const digest: string;
}
