import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tooOldFor, unmetNeeds } from '../../../src/drill/unmet-needs.ts';
import type { FaultFacts } from '../../../src/faults/define-fault.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';
import { pause } from '../../../src/faults/machine/pause.ts';

const around = { runtime: 'docker', etcd: '3.5.33', members: 1 } as const;

const needing = (
  name: string,
  ...needs: [what: string, why: string | undefined][]
): FaultFacts => ({
  ...pause,
  name,
  needs: needs.map(([what, why]) => ({ what, unmet: () => why })),
});

const cases: readonly [string, readonly FaultFacts[], string | undefined][] = [
  ['no fault', [], undefined],
  ['a fault without needs', [pause], undefined],
  ['needs that are met', [needing('a', ['x', undefined], ['y', undefined])], undefined],
  ['one that is not', [pause, needing('a', ['x', undefined], ['y', 'no y'])], 'a needs y: no y'],
  [
    'every reason is told',
    [needing('a', ['x', 'no x']), needing('b', ['y', 'no y'])],
    'a needs x: no x; b needs y: no y',
  ],
];

for (const [what, faults, reason] of cases) {
  test(what, () => assert.equal(unmetNeeds(faults, around), reason));
}

test('a need is asked about what the scenario would be played on', () => {
  const three = {
    what: 'three members',
    unmet: ({ members }: { members: number }) => `${members}`,
  };
  assert.equal(unmetNeeds([{ ...pause, needs: [three] }], around), 'pause needs three members: 1');
});

test('a scene whose flags an older etcd does not know is not played with it', () => {
  const { scene } = loadScene('short-raft-log', { root: REPO });
  const { scene: any } = loadScene('three-members', { root: REPO });
  assert.deepEqual(
    [tooOldFor(scene, '3.5.33'), tooOldFor(scene, '3.6.0'), tooOldFor(any, '3.5.33')],
    [
      'the scene short-raft-log needs etcd 3.6.0 or newer: this is 3.5.33',
      ...[undefined, undefined],
    ],
  );
});
