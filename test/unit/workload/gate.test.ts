import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gate } from '../../../src/workload/gate.ts';

test('nobody passes a shut gate before it opens', async () => {
  const gate = new Gate();
  const passed: string[] = [];
  await gate.passable().then(() => passed.push('open at first'));
  gate.shut();
  gate.shut();
  const waiting = gate.passable().then(() => passed.push('waited'));
  await Promise.resolve();
  passed.push('still shut');
  gate.open();
  await waiting;
  assert.deepEqual([passed, gate.isOpen], [['open at first', 'still shut', 'waited'], true]);
});
