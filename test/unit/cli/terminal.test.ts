import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { test } from 'node:test';
import { fit } from '../../../src/cli/terminal/fit.ts';
import type { ClosableUi } from '../../../src/cli/terminal/ui-of.ts';
import { uiOf } from '../../../src/cli/terminal/ui-of.ts';
import { keptContext } from '../../support/cli-context.ts';

/** The same small drill, told to any Ui. */
function tell(ui: ClosableUi): void {
  ui.drill({ number: 1, feature: 'A quorum is lost', scenario: 'two of three', seed: '0x5eed' });
  ui.phase('build');
  ui.progress({ what: 'etcd 3.7.1' });
  ui.progress({ what: 'etcd 3.7.1', doneMs: 1500 });
  ui.step({ text: 'a healthy cluster', status: 'running', seconds: 0 });
  ui.tick({ opsPerSecond: 612.4, acknowledged: 812, lastAckAgeMs: 4, leader: 'm2' });
  ui.note('m2 leads');
  ui.step({ text: 'a healthy cluster', status: 'passed', seconds: 1.3604 });
  ui.step({ text: 'another leads', status: 'failed', seconds: 0.0002 });
  ui.step({ text: 'all agree', status: 'skipped', seconds: 0 });
  ui.drillEnd({ verdict: 'missed', reason: 'no other leader', seconds: 10 });
  ui.skipped({ feature: 'Disks', scenario: 'a full one', reason: 'x needs y: none here' });
  ui.close();
}

test('without a terminal: one line for each event, no control codes', () => {
  const context = keptContext();
  tell(uiOf(context, false));
  assert.equal(context.written.out, '');
  assert.deepEqual(context.written.err.split('\n'), [
    '',
    'drill 1  A quorum is lost / two of three  (seed 0x5eed)',
    '  phase build',
    '  etcd 3.7.1 ...',
    '  etcd 3.7.1 done in 1.5 s',
    '  note m2 leads',
    '  ok   a healthy cluster  1.36 s',
    '  FAIL another leads  0 ms',
    '  skip all agree  0 ms',
    'drill missed: no other leader  10 s',
    '',
    'not covered  Disks / a full one: x needs y: none here',
    '',
  ]);
});

test('for machines: one JSON object a line on stderr, stdout untouched', () => {
  const context = keptContext();
  tell(uiOf(context, true));
  const events = context.written.err.trim().split('\n');
  assert.equal(context.written.out, '');
  assert.deepEqual(
    events.map((line) => (JSON.parse(line) as { event: string }).event),
    [
      'drill',
      'phase',
      'progress',
      'progress',
      'step',
      'tick',
      'note',
      'step',
      'step',
      'step',
      'drill-end',
      'skipped',
    ],
  );
  assert.deepEqual(JSON.parse(events[5] ?? ''), {
    event: 'tick',
    opsPerSecond: 612.4,
    acknowledged: 812,
    lastAckAgeMs: 4,
    leader: 'm2',
  });
});

test('on a terminal: what is done stays as lines, the last line says what goes on', () => {
  const context = keptContext({ live: true });
  tell(uiOf(context, false));
  const drawn = context.written.out.split('\r\u001b[2K');
  const kept = drawn.filter((text) => text.endsWith('\n')).map((text) => text.trimEnd());
  assert.deepEqual(kept, [
    '',
    'A quorum is lost › two of three',
    'drill 1 · seed 0x5eed',
    '  ✓ etcd 3.7.1  1.5 s',
    '    · m2 leads',
    '  ✓ a healthy cluster  1.36 s',
    '  ✗ another leads  0 ms',
    '  ○ all agree  0 ms',
    '',
    'Disks › a full one',
    '  not covered x needs y: none here',
  ]);
  const status = drawn.filter((text) => text.includes('ops/s')).map(stripVTControlCharacters);
  assert.match(
    status[0] ?? '',
    /^. build {2}\d\.\d s {2}a healthy cluster {2}612 ops\/s · 812 acked · leader m2 · last ack 4 ms ago$/,
  );
  assert.ok(context.written.out.endsWith('\u001b[?25h'), 'the cursor is back');
});

test('a status that is too wide is cut, colours kept', () => {
  assert.equal(fit('short', 10), 'short');
  assert.equal(fit('0123456789', 5), '0123…');
  assert.equal(fit('\u001b[31m0123456789\u001b[39m', 5), '\u001b[31m0123\u001b[39m…');
});
