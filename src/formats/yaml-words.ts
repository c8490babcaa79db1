// Plain words that YAML does not read as texts. Knows nothing of where they stand.

const MEANT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** True for a word to which YAML 1.1 or 1.2 gives a meaning of its own. */
export const hasYamlMeaning = (word: string): boolean => MEANT.test(word);
