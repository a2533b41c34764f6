import { pass } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import type { HistorySink } from '../../../src/history/sink.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';

/**
 * Few writes: with more than 5,000 entries a member that is replaced refuses its own publication
 * again and again, which costs a core (docs/findings.md).
 */
const WRITE_EVERY = millis(50);

/** A client writes to the first member while `work` is under way; others read from the others. */
export async function whileWritten<T>(
  { members }: Cluster,
  sink: HistorySink,
  work: () => Promise<T>,
): Promise<T> {
  let going = true;
  const calling = members.map(async ({ name: member, client }, i) => {
    const endpoint = client.fromHarness as Endpoint;
    const caller = recordingClient({ sink, endpoint, member, epoch: 1 });
    for (let n = 0; going; n++) {
      const put = { op: 'put', key: 'k', value: String(n) } as const;
      await caller.call(i === 0 ? put : { op: 'get', key: 'k' }, { within: seconds(2) });
      await pass(WRITE_EVERY);
    }
    caller.close();
  });
  try {
    return await work();
  } finally {
    going = false;
    await Promise.all(calling);
  }
}
