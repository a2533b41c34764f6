import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalSummary } from '../../../src/report/terminal-summary.ts';
import { mixedRun, passedRun } from '../../support/sample-run/sample-run.ts';

test('the numbers at the end of a run that passed', () => {
  const text = terminalSummary(passedRun().result, { colour: false });
  assert.equal(
    text,
    `1. Two of three members and their disks are gone  three-members
  verdict     PASSED  5 guarantees hold, 2 faults proven
  recovery    1.73 s ± 20 ms  (met: at most 5 s)
              noticed +501 ms, decision +520 ms, data dir ready +940 ms,
              first process up +1.01 s, first linearizable read +1.73 s,
              first acknowledged write +1.73 s, full redundancy +2.11 s,
              watchers resumed +2.18 s, p99 back +1.73 s
  lost        349 writes  (met: at most 1,500 writes); 580 ms, 6.03 kB; 34 deletes undone
  guarantees  4 hold
  faults      2 of 2 proven to bite, 2 proven gone
  load        744 ops/s; 7,381 ok, 736 failed, 811 unknown

PASSED  5 guarantees hold, 2 faults proven
replay      npm start -- features/recovery --seed 0x5eed`,
  );
});

test('a storm tells its outage, a violation is named, the worst verdict stands last', () => {
  const lines = terminalSummary(mixedRun().result, { colour: false }).split('\n');
  const find = (start: string) => lines.filter((line) => line.startsWith(start));
  assert.deepEqual(find('  outage'), ['  outage      7.74 s ± 140 ms']);
  assert.deepEqual(find('  guarantees').slice(2), [
    '  guarantees  1 hold, 1 unknown',
    '  guarantees  3 hold, 1 violated (revisions-never-again)',
  ]);
  assert.match(lines.at(-2) ?? '', /^UNSAFE  violated: no revision/);
});

test('what was not covered stands before the last word', () => {
  const { result } = passedRun();
  const skipped = [{ feature: 'F', scenario: 'a full disk', scene: 'five', reason: 'no y' }];
  const text = terminalSummary({ ...result, skipped }, { colour: false });
  assert.ok(
    text.endsWith(`\n\na full disk  five\n  not covered no y\n
PASSED  5 guarantees hold, 2 faults proven
replay      npm start -- features/recovery --seed 0x5eed`),
    text,
  );
});

test('colour only when asked for', () => {
  const { result } = passedRun();
  assert.ok(!terminalSummary(result, { colour: false }).includes('\u001b['));
  assert.ok(terminalSummary(result, { colour: true }).includes('\u001b[32m'));
});
