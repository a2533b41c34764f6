import type { DrillRecord, SampleLine } from '../history/types.ts';
import { counterGrowth } from './counter-growth.ts';
import type { DrillView } from './drill-view.ts';
import { measured, unmeasured, type Figure } from './figure.ts';

const CHANGES = { name: 'leader.changes', unit: 'changes' };

/**
 * How often the office changed hands after the first leader of each epoch: the larger of the
 * changes that samples show (new terms with a leader) and of what etcd counted itself
 * (etcd_server_leader_changes_seen_total, the member that saw most), because an election between
 * two samples is seen only by the counter. The first election of a process is no change.
 */
export function leaderChanges({ record }: DrillView): Figure {
  if (!record.samples.some((sample) => sample.leader !== undefined)) {
    return unmeasured(CHANGES, 'no sample names a leader');
  }
  const total = samplesByEpoch(record)
    .map((samples) => Math.max(termsSeen(samples), counted(samples)))
    .reduce((sum, n) => sum + n, 0);
  return measured(CHANGES, total, 0);
}

function counted(samples: readonly SampleLine[]): number {
  return Math.max(0, ...counterGrowth(samples, { counter: 'leaderChanges', first: 1 }).values());
}

function termsSeen(samples: readonly SampleLine[]): number {
  const terms = samples.filter(({ up, leader }) => up && leader !== undefined && leader !== '');
  return Math.max(0, new Set(terms.map(({ term, leader }) => term ?? leader)).size - 1);
}

/** Terms and counters begin anew with each epoch. */
function samplesByEpoch({ samples, epochs }: DrillRecord): SampleLine[][] {
  const begins = epochs.map(({ at }) => at).sort((a, b) => a - b);
  const parts: SampleLine[][] = Array.from({ length: begins.length + 1 }, () => []);
  for (const sample of samples) parts[begins.filter((at) => at <= sample.at).length]?.push(sample);
  return parts;
}
