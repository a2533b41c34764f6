import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingOf } from '../../../src/drill/setting-of.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';

const three = loadScene('three-members', { root: REPO }).scene;
const five = loadScene('five-members', { root: REPO }).scene;
const old = { ...five, etcd: { ...five.etcd, version: '3.4.1' } };
const asked = { kind: 'version', version: '3.5.4' } as const;

type Words = Partial<Record<'scene' | 'etcd', string>>;

/** What a scenario with these choices is played on, in a run that was provisioned with 9.9.9. */
function setting(words: Words, etcd?: typeof asked): [string, string] {
  const choices = (['scene', 'etcd'] as const).flatMap((of) =>
    words[of] === undefined ? [] : [{ of, value: words[of], id: of }],
  );
  const own = { scenes: new Map([['old', old]]), etcds: [] };
  const options = { scene: three, chosen: own, ...(etcd === undefined ? {} : { etcd }) };
  const found = settingOf({ choices }, options, '9.9.9');
  return [found.scene.name, found.etcd];
}

const cases: readonly [string, Words, typeof asked | undefined, [string, string]][] = [
  ['nothing chosen: the run', {}, undefined, ['three-members', '9.9.9']],
  ['a release', { etcd: '3.6.14' }, undefined, ['three-members', '3.6.14']],
  ['a scene brings its etcd', { scene: 'old' }, undefined, ['five-members', '3.4.1']],
  ['the command line wins over a scene', { scene: 'old' }, asked, ['five-members', '9.9.9']],
  ['a release wins over the command line', { etcd: '3.6.14' }, asked, ['three-members', '3.6.14']],
  ['both', { scene: 'old', etcd: '3.6.14' }, undefined, ['five-members', '3.6.14']],
];

for (const [what, words, etcd, expected] of cases) {
  test(what, () => assert.deepEqual(setting(words, etcd), expected));
}

test('a scene that nobody loaded is a mistake of ours', () => {
  assert.throws(() => setting({ scene: 'unknown' }), { code: 'HARNESS_BUG' });
});
