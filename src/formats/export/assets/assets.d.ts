// Modules that scripts/page-assets.js makes of the files in this folder.
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
