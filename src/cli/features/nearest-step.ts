/**
 * The step whose words are most like `text`, or undefined when none shares half of them.
 * `patterns` are cucumber expressions; their parameters match any word.
 */
export function nearestStep(text: string, patterns: readonly string[]): string | undefined {
  const ranked = patterns
    .map((pattern) => ({ pattern, score: likeness(wordsOf(text), wordsOf(pattern)) }))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  return best !== undefined && best.score >= 0.5 ? best.pattern : undefined;
}

/** Dice's coefficient over words: 2 x common / all. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let common = 0;
  for (const word of a) {
    const at = left.findIndex((other) => sameWord(word, other));
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (a.length + b.length);
}

/** `are/is` offers both; a word with one letter wrong is still the word. */
const sameWord = (word: string, other: string): boolean =>
  other.split('/').some((one) => one === word || (word.length > 4 && oneOff(word, one)));

function oneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return Math.max(a.length, b.length) - head - tail <= 2;
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll(/\{[^}]*\}/g, ' ')
    .split(/[\s,."]+/)
    .filter((word) => word !== '');
