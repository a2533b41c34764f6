import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../../../src/core/verdict.ts';
import { workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const FILES = {
  'member.yaml': 'name: even\nmembers: 3\nsnapshots: { every: 700 }\n',
  'undefined.feature': 'Feature: f\n  Scenario: s\n    When pigs fly\n',
  'scene.feature':
    'Feature: f\n  Scenario: s\n    Given a healthy cluster on scene "five-member"\n',
  'etcd.feature': 'Feature: f\n  Scenario: s\n    Given a healthy cluster running etcd 3.6\n',
  'misspelt.feature': 'Feature: f\n  Scenario: s\n    Givn a healthy cluster\n',
};
const refused = [
  [
    'a scene with a time without unit',
    ['--scene', './member.yaml'],
    'SCENE_INVALID',
    'member.yaml:3:',
  ],
  ['a scene that does not exist', ['scene.feature'], 'SCENE_UNKNOWN', 'scene.feature:3:5'],
  ['a release that is none', ['etcd.feature'], 'BAD_ETCD', 'etcd.feature:3:5'],
  ['an undefined step', ['undefined.feature'], 'STEP_UNDEFINED', 'undefined.feature:3:5'],
  ['a misspelt keyword', ['misspelt.feature'], 'SCENARIO_EMPTY', 'misspelt.feature:3:5'],
  ['a version that nobody has', ['--etcd', '3.9.99'], 'UNKNOWN_ETCD_VERSION', '3.9.99'],
] as const;

for (const [what, args, code, where] of refused) {
  test(`${what}: exit 64, one message, nothing created`, { skip }, async () => {
    await using folder = await tempFolder();
    for (const [name, text] of Object.entries(FILES))
      await writeFile(join(folder.path, name), text);
    const reports = join(folder.path, 'reports');
    const all = ['run', ...args, '--runtime', 'process', '--reports', reports];
    const ended = await runCli(all, folder.path).ended;
    assert.equal(ended.code, EXIT.usage, ended.err);
    const heads = ended.err.match(/^[A-Z][A-Z_]+ {2}.*$/gm) ?? [];
    assert.deepEqual(
      heads.map((head) => head.split(' ')[0]),
      [code],
      ended.err,
    );
    assert.ok(ended.err.includes(where), ended.err);
    assert.match(ended.err, /\n {2}next +\S/);
    assert.deepEqual([existsSync(reports), workFoldersOf(reports)], [false, []]);
  });
}
