import type { Witness } from '../core/check-result.ts';
import { changedSomething } from '../history/effects.ts';
import type { FaultLine, OpLine } from '../history/types.ts';
import { at, describeOp } from './describe.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import type { Facts } from './facts.ts';

/** A stretch of time in which no fsync of these members returned. */
interface Held {
  readonly member: string;
  readonly from: number;
  readonly to: number;
}

/** What is acknowledged was on disk first: nothing can be while a majority's fsyncs are held. */
export const acknowledgedIsDurable: Check = {
  name: 'acknowledged-is-durable',
  guarantee:
    '"Any completed operations are durable": a write is acknowledged only after a majority has ' +
    'synced it to disk.',
  source: `${API_GUARANTEES}#durability`,
  how:
    'While the fsyncs of a majority are held (from the latest proof of the hold to the first ' +
    'request ' +
    'to heal), no write called in that window may be acknowledged in it. Unknown when no ' +
    'write was ' +
    'called while a majority was held.',
  applies: (facts) => windows(facts).length > 0,
  judge(facts) {
    const all = windows(facts);
    const examined = { windows: all.length, writes: 0 };
    const witnesses: Witness[] = [];
    for (const op of facts.record.ops) {
      const window = all.find(({ from, to }) => op.call >= from && op.call < to);
      if (window === undefined || op.outcome === 'fail' || !writes(op)) continue;
      examined.writes += 1;
      if (!changedSomething(op) || op.ret === null || op.ret > window.to) continue;
      const text = `${window.members.join(', ')} from ${at(window.from)} to ${at(window.to)}`;
      witnesses.push({
        why: 'a write was acknowledged that cannot be on the disks of a majority',
        observed: [
          ['fsyncs held', text],
          ['acknowledged', describeOp(op)],
        ],
        operations: [op.id],
        legal: 'no answer before the fsyncs are let go',
      });
    }
    const doubts =
      examined.writes === 0 ? ['no write was called while the fsyncs of a majority were held'] : [];
    const holds = `${examined.writes} writes called while a majority was held, none acknowledged`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

const writes = ({ req }: OpLine): boolean =>
  req.op === 'put' || req.op === 'delete' || req.op === 'txn';

interface Window {
  readonly members: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** The stretches in which more than half of the members were held at once. */
function windows(facts: Facts): Window[] {
  return facts.once('held majorities', () => {
    const { faults, header } = facts.record;
    const held = holds(faults);
    const members = new Set([...Object.keys(header.etcd ?? {}), ...held.map((h) => h.member)]);
    const majority = Math.floor(members.size / 2) + 1;
    const edges = [...new Set(held.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    const found: Window[] = [];
    edges.forEach((from, i) => {
      const to = edges[i + 1] ?? from;
      const during = held.filter((h) => h.from <= from && h.to >= to && to > from);
      const names = [...new Set(during.map((h) => h.member))];
      if (names.length < majority) return;
      const last = found.at(-1);
      // The same members without a pause between: one window, so that calls across the edge count.
      if (last?.to === from && last.members.join() === names.join()) {
        found[found.length - 1] = { ...last, to };
      } else found.push({ members: names, from, to });
    });
    return found;
  });
}

function holds(faults: readonly FaultLine[]): Held[] {
  const stalls = faults.filter((line) => line.name === 'disk-stall');
  return stalls
    .filter((line) => line.phase === 'bites' && line.ok)
    .flatMap((bites) => {
      const heals = stalls.filter((line) => line.id === bites.id && line.phase === 'heal');
      const to = Math.min(...heals.map((line) => line.from), Infinity);
      return bites.targets.map((member) => ({ member, from: bites.to, to }));
    });
}
