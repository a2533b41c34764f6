import type { Verdict } from '../../core/verdict.ts';
import { html, type Markup } from '../markup.ts';
import { VERDICT_WORDS } from '../words.ts';

/** A verdict as glyph and word. */
export function verdictBadge(verdict: Verdict): Markup {
  const { glyph, word, means } = VERDICT_WORDS[verdict];
  return html`<span class="badge ${verdict}" title="${means}"
    ><span class="glyph" aria-hidden="true">${glyph}</span>${word}</span
  >`;
}

const TONES = {
  good: '✓',
  bad: '✕',
  warn: '!',
  unknown: '?',
  plain: '·',
} as const;
export type Tone = keyof typeof TONES;

/** A status as glyph and word. */
export const status = (tone: Tone, word: string): Markup =>
  html`<span class="status ${tone}"
    ><span class="glyph" aria-hidden="true">${TONES[tone]}</span>${word}</span
  >`;
