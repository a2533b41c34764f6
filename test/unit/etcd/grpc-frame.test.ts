import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import {
  brokenStream,
  frame,
  requestHeaders,
  statusError,
  unframe,
} from '../../../src/etcd/grpc-frame.ts';

test('a message survives its frame; anything less than a whole plain one is none', () => {
  const message = Buffer.from('hello');
  const framed = frame(message);
  assert.deepEqual(framed, Buffer.from([0, 0, 0, 0, 5, ...message]));
  assert.deepEqual(unframe(framed), message);
  assert.deepEqual(unframe(frame(Buffer.alloc(0))), Buffer.alloc(0));
  assert.deepEqual(
    [framed.subarray(0, 9), framed.subarray(0, 4), Buffer.from([1, 0, 0, 0, 0])].map(unframe),
    [undefined, undefined, undefined],
  );
});

test('the deadline goes along in whole milliseconds, at least one, at most eight digits', () => {
  const told = [millis(0.2), millis(300), seconds(1e9)].map(
    (within) => requestHeaders('/p', within)['grpc-timeout'],
  );
  assert.deepEqual(told, ['1m', '300m', '99999999m']);
});

test('a status is read by name, its message without escapes', () => {
  assert.deepEqual(
    [
      statusError({ 'grpc-status': '0' }),
      statusError({}),
      statusError({ 'grpc-status': '11', 'grpc-message': 'gone%20for %C3%A4ver' }),
      statusError({ 'grpc-status': '2', 'grpc-message': '100% broken' }),
      statusError({ 'grpc-status': '99' }),
    ],
    [
      undefined,
      undefined,
      { code: 'OUT_OF_RANGE', message: 'gone for äver' },
      { code: 'UNKNOWN', message: '100% broken' },
      { code: 'CODE_99', message: '' },
    ],
  );
});

test('a refused stream is told from a broken one', () => {
  assert.deepEqual(
    [brokenStream(7, undefined), brokenStream(8, undefined), brokenStream(2, new Error('reset'))],
    [
      { code: 'UNAVAILABLE', message: 'Stream refused by server' },
      { code: 'UNAVAILABLE', message: 'Connection dropped: stream ended with code 8' },
      { code: 'UNAVAILABLE', message: 'Connection dropped: reset' },
    ],
  );
});
