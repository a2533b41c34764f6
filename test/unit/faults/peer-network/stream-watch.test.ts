import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../../../../src/cluster/member.ts';
import { watchStream, type Wanted } from '../../../../src/faults/peer-network/stream-watch.ts';

const [from, to] = [{ name: 'm1' } as Member, { name: 'm2' } as Member];

/** Looks every 50 ms at what both ends counted. */
function shown(
  wanted: Wanted,
  leader: Member | undefined,
  looks: readonly (readonly [number?, number?])[],
) {
  const watch = watchStream({ from, to }, wanted);
  looks.forEach(([sent, received], i) => {
    const look = { of: () => ({ sent, received }), leads: (m: Member) => m === leader };
    watch.look(look, i * 50e6);
  });
  return watch.shown();
}

const steady = (step: number, arrives: boolean, looks = 8) =>
  Array.from({ length: looks }, (_, i) => [i * step, arrives ? i * step : 7] as const);
const silent = (looks: number) => Array.from({ length: looks }, () => [5, 5] as const);

const cases = [
  ['sent again and again, nothing arrives', 'cut', from, steady(30, false), 'cut'],
  ['what is sent arrives', 'cut', from, steady(30, true), undefined],
  ['what is sent arrives', 'carries', from, steady(30, true), 'carries'],
  ['nothing arrives', 'carries', from, steady(30, false), undefined],
  [
    'one message may be late',
    'cut',
    from,
    [
      [0, 0],
      [30, 0],
      [30, 0],
      [30, 0],
    ],
    undefined,
  ],
  [
    'two messages at once may be late',
    'cut',
    from,
    [
      [0, 0],
      [30, 0],
      [60, 0],
    ],
    undefined,
  ],
  [
    'one message that never arrived',
    'cut',
    from,
    [[0, 0], [30, 0], ...Array.from({ length: 9 }, () => [30, 0] as const)],
    'cut',
  ],
  [
    'arrivals stop after the harm',
    'cut',
    from,
    [[0, 0], [30, 30], ...Array.from({ length: 6 }, (_, i) => [60 + i * 30, 30] as const)],
    'cut',
  ],
  ['keep-alives are no messages', 'cut', undefined, steady(4, false), 'idle'],
  ['two followers say nothing', 'cut', undefined, silent(5), 'idle'],
  ['two followers, a moment is not enough', 'cut', undefined, silent(3), undefined],
  ['a leader that says nothing for a moment', 'cut', from, silent(20), undefined],
  ['a leader that says nothing for long', 'cut', from, silent(60), 'idle'],
  ['a follower may take an election to speak', 'carries', to, silent(40), undefined],
  [
    'an end that does not answer',
    'cut',
    undefined,
    Array.from({ length: 20 }, () => [undefined, 5] as const),
    undefined,
  ],
  [
    'a process that began anew has lost nothing',
    'carries',
    from,
    [
      [90, 900],
      [10, 40],
    ],
    'carries',
  ],
] as const;

for (const [name, wanted, leader, looks, state] of cases) {
  test(`${wanted}? ${name}`, () => assert.equal(shown(wanted, leader, looks), state));
}
