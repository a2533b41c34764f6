import { html, type Markup } from '../markup.ts';
import type { MemberSpan, MemberState } from '../timeline/member-states.ts';
import { inSeconds } from '../words.ts';

export const STATE_WORDS: Readonly<Record<MemberState, string>> = {
  leader: 'leader',
  follower: 'follower',
  leaderless: 'no leader',
  paused: 'paused',
  down: 'down',
  lost: 'lost for good',
};

/** One lane a member. */
export const memberLanes = (members: ReadonlyMap<string, readonly MemberSpan[]>): Markup[] =>
  [...members].map(
    ([name, spans]) =>
      html`<div class="lane member">
        <div class="name">${name}</div>
        <div class="track" role="list" aria-label="${name}">${spans.map(segment)}</div>
      </div>`,
  );

function segment({ from, to, state, term }: MemberSpan): Markup {
  const word = STATE_WORDS[state];
  const told = term === undefined ? word : `${word} · term ${term}`;
  const title = `${told}, +${inSeconds(from)} to +${inSeconds(to)}`;
  return html`<span
    class="seg ${state}"
    role="listitem"
    title="${title}"
    aria-label="${title}"
    style="--a:${from};--b:${to}"
    ><b class="long">${told}</b><b class="short">${word}</b></span
  >`;
}
