import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cleanCache, cleanReports } from '../../../src/cli/clean/clean-folders.ts';
import { workRuns } from '../../../src/cli/clean/work-runs.ts';
import { thisOwner } from '../../../src/runtime/owner.ts';

const place = mkdtempSync(join(tmpdir(), 'clean-'));
after(() => rmSync(place, { recursive: true }));

function make(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(place, path, '..'), { recursive: true });
    writeFileSync(join(place, path), '{}');
  }
}

test('the cache goes, the work of running drills stays', () => {
  make('cache/etcd/3.7.1/manifest.json', 'cache/work/run-1/owner.json');
  const would = { what: 'cache', name: 'etcd', done: 'would go' };
  assert.deepEqual(cleanCache(join(place, 'cache'), true), [would]);
  assert.ok(existsSync(join(place, 'cache/etcd')));
  assert.deepEqual(cleanCache(join(place, 'cache'), false), [{ ...would, done: 'removed' }]);
  assert.deepEqual(readdirSync(join(place, 'cache')), ['work']);
});

test('run folders go, everything else in reports stays', () => {
  make('reports/README.md', 'reports/run-1/run.json', 'reports/mine/notes.txt');
  const removed = [{ what: 'report', name: 'run-1', done: 'removed' }];
  assert.deepEqual(cleanReports(join(place, 'reports'), false), removed);
  assert.deepEqual(readdirSync(join(place, 'reports')).sort(), ['README.md', 'mine']);
});

test('a folder that is not there has nothing to clean', () => {
  assert.deepEqual(cleanCache(join(place, 'nowhere'), false), []);
  assert.deepEqual(cleanReports(join(place, 'nowhere'), false), []);
});

test('a run is left alone while its harness lives, and when nobody knows whose it is', async () => {
  const me = thisOwner();
  make('work/alive/owner.json', 'work/dead/owner.json', 'work/unknown/notes.txt');
  writeFileSync(join(place, 'work/alive/owner.json'), JSON.stringify(me));
  const gone = { ...me, startedAt: 'another process of this pid' };
  writeFileSync(join(place, 'work/dead/owner.json'), JSON.stringify(gone));
  assert.deepEqual(await workRuns(join(place, 'work')), [
    { run: 'alive', leftBecause: `process ${me.pid} on ${me.host} is alive, or may be` },
    { run: 'dead' },
    { run: 'unknown', leftBecause: 'nothing says whose it is' },
  ]);
});
