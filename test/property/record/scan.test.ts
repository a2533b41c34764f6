import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng } from '../../../src/core/rng.ts';
import type { Line } from '../../../src/history/types.ts';
import { checkLine, recorderFaultOf } from '../../../src/record/check-line.ts';
import { HeaderTexts } from '../../../src/record/scan/header-texts.ts';
import { scanOp } from '../../../src/record/scan/scan-op.ts';
import { scanWatch } from '../../../src/record/scan/scan-watch.ts';
import { Scan } from '../../../src/record/scan/scan.ts';
import { harmed, recordedLines } from './recorded-lines.ts';

const RECORDS = process.env['DOOMSDAY_LONG'] === '1' ? 20_000 : 400;
const scan = new Scan();
const headers = new HeaderTexts();

/** What is read from the bytes of a line, between other lines; undefined: nothing. */
function scanned(bytes: Buffer): Line | undefined {
  const between = Buffer.concat([Buffer.from('x\n'), bytes, Buffer.from('\n')]);
  const behind = between.indexOf('\n', 2);
  scan.begin(between, 2);
  const op = scanOp(scan, headers);
  if (op === undefined) scan.begin(between, 2);
  const line = op?.op ?? scanWatch(scan, headers);
  if (line !== undefined) assert.equal(scan.at, behind, 'it ends at the line end');
  return line;
}

/** What somebody who knows all of JSON reads in the first of the lines; null: it is refused. */
function parsed(bytes: Buffer): unknown {
  const [first = ''] = bytes.toString('latin1').split('\n', 1);
  const line: unknown = JSON.parse(Buffer.from(first, 'latin1').toString('utf8'));
  return checkLine(line) === undefined && recorderFaultOf(line as Line) === undefined ? line : null;
}

test('what is scanned is what JSON says, in whatever way a line is damaged', (t) => {
  const found = { lines: 0, whole: 0, damaged: 0 };
  for (let i = 0; i < RECORDS; i++) {
    const rng = seededRng(`scan/${i}`);
    for (const line of recordedLines(`${i}`)) {
      const whole = Buffer.from(JSON.stringify(line));
      for (const bytes of [whole, harmed(whole, rng), harmed(harmed(whole, rng), rng)]) {
        found.lines += 1;
        const read = scanned(bytes);
        if (read === undefined) continue;
        found[bytes === whole ? 'whole' : 'damaged'] += 1;
        assert.deepEqual(read, parsed(bytes), bytes.toString('latin1'));
      }
    }
  }
  t.diagnostic(`${found.lines} lines; scanned: ${found.whole} whole, ${found.damaged} damaged`);
  assert.ok(found.damaged > RECORDS / 4, `${found.damaged}`);
});

test('the lines that a record is full of are all scanned', (t) => {
  let many = 0;
  for (let i = 0; i < RECORDS; i++) {
    for (const line of recordedLines(`${i}`).filter(isUsual)) {
      many += 1;
      assert.deepEqual(scanned(Buffer.from(JSON.stringify(line))), line);
    }
  }
  t.diagnostic(`${many} lines`);
  assert.ok(many > RECORDS * 5, `${many}`);
});

test('what is counted from one is not scanned when it is nought', () => {
  const line = recordedLines('0').find((one) => one.t === 'op' && isUsual(one));
  for (const name of ['id', 'client', 'epoch']) {
    assert.deepEqual(scanned(Buffer.from(JSON.stringify({ ...line, [name]: 0 }))), undefined);
  }
});

/** Answered reads and writes, and events without what was there before. */
function isUsual(line: Line): boolean {
  if (line.t === 'watch') {
    return line.events?.every(({ prev }) => prev === undefined) === true;
  }
  if (line.t !== 'op' || line.outcome !== 'ok') return false;
  const { req } = line;
  return req.op !== 'compact' && !req.op.startsWith('lease') && !('rev' in req);
}
