import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { formatDuration, millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { MARK } from '../../../src/history/marks.ts';
import type { OpLine } from '../../../src/history/types.ts';
import { viewOf } from '../../../src/objectives/drill-view.ts';
import { rto } from '../../../src/objectives/rto.ts';
import { startProbes } from '../../../src/workload/probes.ts';
import { KvStandIn } from '../../support/kv-stand-in.ts';
import { header, record, restore } from '../../support/record-parts.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const EVERY = millis(20);
const MEMBERS = ['m1', 'm2', 'm3'] as const;

interface Observed {
  /** From the end of closing to the end of opening: what the clients cannot have missed. */
  readonly truthNs: number;
  /** How long closing and opening took: the truth is not known better than this. */
  readonly blurNs: number;
  readonly rtoNs: number;
  readonly plusMinusNs: number;
  /** From the last acknowledgement given before the outage to the first after it. */
  readonly gapNs: number;
  /** How long the call that was acknowledged first took, without its dial. */
  readonly answerNs: number;
  /** How long that call waited for its connection. */
  readonly connectNs: number;
  /** The ticks that a busy machine made the prober miss, as a length of time. */
  readonly lateNs: number;
}

const ALL_BACK = MEMBERS;
const outages: { length: Duration; back: readonly string[] }[] = [
  { length: millis(500), back: ALL_BACK },
  // One member answers long before the others: it must be noticed as soon as three would be.
  { length: millis(507), back: ['m1'] },
  { length: millis(513), back: ['m2'] },
  { length: millis(519), back: ['m3'] },
  { length: seconds(5), back: ALL_BACK },
  ...(process.env['DOOMSDAY_LONG'] === '1' ? [{ length: seconds(30), back: ALL_BACK }] : []),
];

for (const { length, back } of outages) {
  const name = `an outage of ${formatDuration(length)}, ended by ${back.join(', ')}`;
  test(`${name}, is measured to one probe interval and the time to connect`, async (t) => {
    const seen = await outage(t, { length, back });
    t.diagnostic(told(seen));
    // The error bar that the product prints: one interval and the time to connect.
    const allowed = seen.plusMinusNs + seen.answerNs + seen.blurNs;
    const error = seen.rtoNs - seen.truthNs;
    assert.deepEqual(
      {
        early: error < 0,
        late: error > allowed,
        gapShort: seen.gapNs < seen.truthNs,
        gapLong: seen.gapNs - seen.truthNs > allowed + seen.lateNs + 2 * EVERY,
        barFromInterval: seen.plusMinusNs >= EVERY && seen.plusMinusNs <= widestBar(seen),
      },
      { early: false, late: false, gapShort: false, gapLong: false, barFromInterval: true },
      told(seen),
    );
  });
}

async function outage(
  t: TestContext,
  { length, back }: (typeof outages)[number],
): Promise<Observed> {
  await using recorded = await scratchRecord();
  const { sink, ops } = recorded;
  const servers = new Map(MEMBERS.map((name) => [name as string, new KvStandIn()]));
  t.after(() => servers.forEach((server) => server.close()));
  for (const server of servers.values()) await server.open();
  let epoch = 1;
  const endpoints = new Map([...servers].map(([name, { port }]) => [name, at(port)]));
  const probes = startProbes({ sink, endpoints, every: EVERY, epoch: () => epoch });
  t.after(() => probes.stop());

  await eventually('writes are acknowledged', () => acks(ops, 1).length >= 5, WITHIN);
  const closing = sink.now();
  for (const server of servers.values()) server.close();
  const closed = sink.now();
  epoch = 2;
  await pass(length);
  const opening = sink.now();
  for (const name of back) await servers.get(name)?.open();
  const opened = sink.now();
  await eventually('writes are acknowledged again', () => acks(ops, 2).length >= 5, WITHIN);
  await probes.stop();

  const truth = { truthNs: opening - closed, blurNs: opened - opening + closed - closing };
  return { ...truth, ...measured({ ops, closed }), lateNs: probes.totals().late * EVERY };
}

/** What the product makes of the record, and the bare gap beside it. */
function measured({ ops, closed }: { ops: readonly OpLine[]; closed: number }) {
  const marks = [{ t: 'mark', name: MARK.loss, at: closed } as const];
  const epochs = [{ ...restore(0, '1'), at: closed + 1 }];
  const byCall = ops.toSorted((a, b) => a.call - b.call);
  const figure = rto(viewOf(record({ header: header(), ops: byCall, marks, epochs })));
  // An answer that was on its way when the servers closed is read later.
  const before = Math.min(closed, Math.max(...acks(ops, 1).map((op) => Number(op.ret))));
  const first = acks(ops, 2)[0] as OpLine;
  return {
    rtoNs: Math.round(Number(figure.value) * 1e9),
    plusMinusNs: Math.round(figure.plusMinus * 1e9),
    gapNs: Number(first.ret) - before,
    answerNs: Number(first.ret) - first.call - (first.connectNs ?? 0),
    connectNs: first.connectNs ?? 0,
  };
}

/** A tick comes less than one interval late, and its calls a moment after it. */
const widestBar = ({ connectNs, lateNs }: Observed): number => 3 * EVERY + connectNs + lateNs;

const WITHIN = { within: seconds(10) };
const at = (port: number) => ({ host: '127.0.0.1', port });

const acks = (ops: readonly OpLine[], epoch: number): OpLine[] =>
  ops.filter((op) => op.epoch === epoch && op.outcome === 'ok' && op.req.op === 'put');

const told = (seen: Observed): string =>
  Object.entries(seen)
    .map(([name, ns]) => `${name.replace(/Ns$/, '')} ${formatDuration(ns as number)}`)
    .concat(`error ${formatDuration(seen.rtoNs - seen.truthNs)}`)
    .join(', ');
