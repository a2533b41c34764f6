import { counterGrowth } from './counter-growth.ts';
import type { DrillView } from './drill-view.ts';
import { measured, unmeasured, type Figure } from './figure.ts';

const FAILED = { name: 'proposals.failed', unit: 'proposals' };

/**
 * Proposals that members gave up (etcd_server_proposals_failed_total), summed over the members. A
 * member that died took its last counts with it, so the truth may be higher.
 */
export function proposalsFailed({ record }: DrillView): Figure {
  const growth = counterGrowth(record.samples, { counter: 'proposalsFailed', first: 0 });
  if (growth.size === 0) return unmeasured(FAILED, 'no sample has the counter');
  const total = [...growth.values()].reduce((sum, n) => sum + n, 0);
  return measured(FAILED, total, 0);
}
