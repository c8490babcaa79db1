// Modules that scripts/page-assets.js makes of the files in this folder, and in that of the shells.
declare module '*.css' {
  export const text: string;
  /** As a content security policy names it: `sha256-…`. */
  export const digest: string;
}
declare module '*/assets/prep.bash' {
  export const text: string;
}
declare module '*/assets/prep.zsh' {
  export const text: string;
}
declare module '*/assets/prep.fish' {
  export const text: string;
}
declare module '*/assets/prep.ps1' {
  export const text: string;
}
