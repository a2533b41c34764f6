import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesChanged, type DataFile } from '../../../src/cluster/data-dir.ts';
import { lastWords } from '../../../src/cluster/log-since.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { drawFlips } from '../../../src/faults/data/draw-flips.ts';

const file = (path: string, changed: Partial<DataFile> = {}): DataFile => ({
  ...{ path, size: 8, used: 4, mode: '0600', sha256: 'a'.repeat(64) },
  ...changed,
});

test('what differs between two looks at a data dir is told, and nothing else', () => {
  const before = ['same', 'turned', 'gone', 'locked'].map((path) => file(path));
  const turned = file('turned', { sha256: 'b'.repeat(64) });
  const after = [file('same'), turned, file('locked', { mode: '0000' }), file('more')];
  const was = '4 B used, mode 0600, sha256 aaaaaaaaaaaa';
  assert.deepEqual(filesChanged(before, after), [
    `turned: ${was} -> 4 B used, mode 0600, sha256 bbbbbbbbbbbb`,
    'gone (4 B used) is gone',
    `locked: ${was} -> 4 B used, mode 0000, sha256 aaaaaaaaaaaa`,
    'more is new',
  ]);
  assert.deepEqual(filesChanged(before, before), []);
});

test('the gravest line of a log is its last words, the first of its kind', () => {
  const line = (level: string, msg: string, error?: string): string =>
    JSON.stringify({ level, msg, error });
  const lines = ['no JSON', line('warn', 'slow'), line('fatal', 'failed', 'crc'), 'panic: late'];
  assert.equal(lastWords(lines), 'failed: crc');
  assert.equal(lastWords(['panic: first', line('warn', 'slow')]), 'panic: first');
  assert.equal(lastWords([line('info', 'ready')]), undefined);
  assert.equal(lastWords([]), undefined);
});

test('flips stay within what is used, each offset once, and replay from the seed', () => {
  const draw = () => drawFlips(seededRng('s'), { bits: 50, used: 20 });
  const { places } = draw();
  const offsets = places.map((place) => Number(place.split(':')[0]));
  assert.equal(new Set(offsets).size, offsets.length);
  assert.deepEqual(
    offsets.filter((offset) => offset < 0 || offset >= 20),
    [],
  );
  assert.deepEqual(draw(), { places, words: draw().words });
});
