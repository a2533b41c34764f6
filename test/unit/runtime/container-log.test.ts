import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unframed } from '../../../src/runtime/container-log.ts';

function frame(stream: number, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

test("the frames' texts follow each other, whatever stream they are of", () => {
  const frames = [frame(1, 'etcd Version: '), frame(2, 'größer\n'), frame(1, '3.7.1\n')];
  assert.equal(unframed(Buffer.concat(frames)), 'etcd Version: größer\n3.7.1');
});

test('nothing, and a frame that was cut off, are no error', () => {
  assert.equal(unframed(Buffer.alloc(0)), '');
  assert.equal(unframed(frame(1, 'half of it').subarray(0, 12)), 'half');
});
