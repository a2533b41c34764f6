import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { isDead, parseOwner, thisOwner, type Owner } from '../../../src/runtime/owner.ts';

const me = thisOwner();
const FRESH = 1_000;
const SILENT = 3_600_000;

/** A pid that was somebody's and is nobody's now. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid as number;
}

const cases: [why: string, owner: Owner, heartbeatAgeMs: number | undefined, dead: boolean][] = [
  ['it is this process', me, FRESH, false],
  ['it is this process, whatever its heartbeat', me, SILENT, false],
  ['its process has ended', { ...me, pid: await endedPid() }, FRESH, true],
  ['its pid was given to another process', { ...me, startedAt: '1' }, FRESH, true],
  ['the machine was booted again', { ...me, bootId: 'before' }, FRESH, true],
  ['another host cannot be judged', { ...me, host: 'elsewhere', bootId: 'x' }, SILENT, false],
  ['in another pid namespace its heart beats', { ...me, pidNamespace: 'pid:[1]' }, FRESH, false],
  ['in another pid namespace it is silent', { ...me, pidNamespace: 'pid:[1]' }, SILENT, true],
  ['in another pid namespace, no heartbeat', { ...me, pidNamespace: 'pid:[1]' }, undefined, false],
];

for (const [why, owner, heartbeat, dead] of cases) {
  test(`${dead ? 'dead' : 'not dead'}: ${why}`, () => {
    assert.equal(isDead(owner, heartbeat), dead);
  });
}

test('an owner survives being written; what is none is not guessed at', () => {
  assert.deepEqual(parseOwner(JSON.stringify(me)), me);
  const none = ['', '{', 'null', '{}', JSON.stringify({ ...me, pid: '7' })];
  assert.deepEqual(
    none.map(parseOwner),
    none.map(() => undefined),
  );
});
