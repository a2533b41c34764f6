import { html, type Markup } from '../markup.ts';
import type { MemberState } from '../timeline/member-states.ts';
import { STATE_WORDS } from './member-lanes.ts';

/** What the colours and patterns of the timeline mean. */
export const legend = (): Markup =>
  html`<ul class="legend" aria-label="Legend">
    ${Object.entries(STATE_WORDS).map(([state, word]) => key(`seg ${state as MemberState}`, word))}
    ${key('seg harm', 'fault requested')} ${key('bite', 'fault proven')}
    ${key('dot snapshot', 'snapshot')} ${key('dot refused', 'snapshot refused')}
    ${key('swatch ok', 'acknowledged')} ${key('swatch fail', 'failed')}
    ${key('swatch info', 'unknown outcome')} ${key('swatch p50', 'p50')} ${key('swatch p99', 'p99')}
  </ul>`;

const key = (look: string, word: string): Markup =>
  html`<li><span class="${look}" aria-hidden="true"></span>${word}</li>`;
