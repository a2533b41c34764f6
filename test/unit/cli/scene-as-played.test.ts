import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sceneAsPlayed, sceneText } from '../../../src/cli/scene-as-played.ts';

const root = mkdtempSync(join(tmpdir(), 'scenes-'));
after(() => rmSync(root, { recursive: true }));
const folder = join(root, 'reports', 'a-run');
for (const path of [folder, join(root, 'scenarios')]) mkdirSync(path, { recursive: true });

const NOW = '# my cluster\nname: mine\nmembers: 3\n';
const copy = join(folder, 'scene.yaml');
const named = join(root, 'scenarios', 'mine.yaml');

const cases: [name: string, asked: string, then: string, set: string[], played: string][] = [
  ['a name that still says the same', 'mine', NOW, [], 'mine'],
  ['with fields of the command line', 'mine', NOW, ['members=5', 'etcd.election=2s'], 'mine'],
  ['a file that still says the same', 'scenarios/mine.yaml', NOW, ['members=5'], named],
  ['a name that says something else now', 'mine', NOW.replace('3', '5'), [], copy],
  ['a file that says something else now', './scenarios/mine.yaml', 'name: mine\n', [], copy],
  ['a file that is gone', 'scenarios/gone.yaml', NOW, [], copy],
  ['a name that is gone', 'gone', NOW, [], copy],
];

for (const [name, asked, then, set, played] of cases) {
  test(`the scene as it was played: ${name}`, () => {
    writeFileSync(named, NOW);
    writeFileSync(copy, sceneText({ text: then }, set));
    assert.equal(sceneAsPlayed(folder, { asked, root }), played);
  });
}

test('a run folder without its scene: as it was asked for', () => {
  rmSync(copy);
  assert.equal(sceneAsPlayed(folder, { asked: 'mine', root }), 'mine');
});
