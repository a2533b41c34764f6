import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DoomsdayError } from '../../../../src/core/doomsday-error.ts';
import { checkSoak } from '../../../../src/drill/soak/check-soak.ts';
import {
  numbered,
  numbersOf,
  scheduleOfWindow,
  withOnly,
} from '../../../../src/drill/soak/schedule-of-window.ts';
import { parseScene } from '../../../../src/scene/parse-scene.ts';
import type { Scene } from '../../../../src/scene/scene.ts';

function scene(yaml: string): Scene {
  const parsed = parseScene('soak.yaml', `name: soak\n${yaml}`);
  assert.ok('scene' in parsed, JSON.stringify(parsed));
  return parsed.scene;
}

const three = scene('members: 3');
const around = { runtime: 'process', etcd: '3.7.1', members: 3 } as const;
const window = (number: number, seed = '0x5eed') =>
  scheduleOfWindow(seed, number, { scene: three, around });

test('a window has its schedule whatever was played before it, and no two are alike', () => {
  assert.deepEqual(window(7), window(7));
  const all = [window(1), window(2), window(7), window(7, '0x5eee')].map((w) => JSON.stringify(w));
  assert.equal(new Set(all).size, 4);
  assert.equal(window(7).length, three.faults.storm.rounds);
});

test('a part of a schedule keeps its faults in their rounds', () => {
  const rounds = window(3);
  const all = numbered(rounds);
  assert.deepEqual(
    withOnly(
      rounds,
      all.map(({ number }) => number),
    ),
    rounds,
  );
  const [second, last] = [all[1], all.at(-1)];
  const part = withOnly(rounds, [2, all.length]);
  assert.deepEqual(
    numbered(part).map(({ harm }) => harm),
    [second?.harm, last?.harm],
  );
  for (const round of part) {
    const whole = rounds.find(({ number }) => number === round.number);
    assert.deepEqual({ ...round, harms: whole?.harms }, whole);
  }
});

test('faults have their numbers in the whole schedule, whichever of them are asked for', () => {
  const rounds = window(3);
  const all = numbered(rounds).map(({ number }) => number);
  assert.deepEqual(numbersOf(rounds), all);
  assert.deepEqual(numbersOf(rounds, [all.length, 2, 99]), [2, all.length]);
});

const refused = (yaml: string, asked: { window?: number; only?: number[] } = {}): string => {
  try {
    checkSoak(scene(yaml), { seed: '0x5eed', ...asked });
    return 'accepted';
  } catch (error) {
    const { code, exit, facts } = error as DoomsdayError;
    return `${exit} ${code}: ${facts.expected}; ${facts.observed}; ${facts.likely ?? ''}`;
  }
};

test('what cannot be drawn is refused before anything is created', () => {
  assert.equal(refused('members: 3'), 'accepted');
  assert.equal(
    refused('members: 1'),
    '64 NO_STORM: 3 members or more, or faults.storm.tolerance: any; 1 member(s), of which etcd can do without none; ',
  );
  assert.equal(refused('members: 1\nfaults: { storm: { tolerance: any } }'), 'accepted');
  assert.match(
    refused('members: 3\nfaults: { storm: { weights: { isolat: 1 } } }'),
    /^64 NO_SUCH_FAULT: .*; isolat; did you mean "isolate"\?$/,
  );
  assert.match(
    refused('members: 3', { only: [99] }),
    /^64 NO_SUCH_FAULT: numbers from 1 to \d+; 99/,
  );
});
