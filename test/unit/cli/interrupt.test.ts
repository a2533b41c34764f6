import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interruptible } from '../../../src/cli/interrupt.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';

test('the first signal aborts with exit 130, the second is only answered, the rest is given back', () => {
  const said: string[] = [];
  const before = process.listenerCount('SIGINT');
  {
    using interruption = interruptible((text) => said.push(text));
    assert.equal(interruption.signal.aborted, false);
    process.emit('SIGINT', 'SIGINT');
    assert.equal(interruption.signal.aborted, true);
    const reason: unknown = interruption.signal.reason;
    assert.ok(reason instanceof DoomsdayError);
    assert.deepEqual(
      [reason.code, reason.exit, reason.message],
      ['INTERRUPTED', 130, 'the run was interrupted by SIGINT'],
    );
    process.emit('SIGTERM', 'SIGTERM');
    assert.equal(interruption.signal.reason, reason);
  }
  assert.equal(process.listenerCount('SIGINT'), before);
  assert.equal(
    said.join('').replace(/\d+\.\d s so far/, '? s so far'),
    '\nstopping: healing faults, removing the cluster, writing the run folder\n' +
      'still cleaning up, ? s so far (at most 90 s)\n',
  );
});
