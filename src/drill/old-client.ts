import { HarnessBug } from '../core/doomsday-error.ts';
import { millis } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { recordingClient, type RecordingClient } from '../etcd/recording-client.ts';
import type { OpLine, Request } from '../history/types.ts';
import type { Endpoint } from '../runtime/runtime.ts';
import { watchersResume } from './confirm-redundancy.ts';
import { clientsComeBack, type Load } from './load.ts';
import { note, stepOrder, worldOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

const KEY = 'canary/compare-and-set';
const WITHIN = millis(2000);

/** A client that lives through the loss and still believes in a revision of the old epoch. */
export interface OldClient {
  readonly client: RecordingClient;
  readonly member: string;
  readonly endpoint: Endpoint;
  /** The mod revision of its key, as the old epoch told it. */
  readonly mod: string;
}

/** Writes its key and remembers the revision. Every member is tried: any of them may be slow. */
export async function meetOldClient(drill: Drill, load: Load): Promise<OldClient> {
  const [member, endpoint] = drill.rng.fork('old-client').pick([...load.endpoints]);
  const client = recordingClient({ sink: drill.recorder, endpoint, member, epoch: 1 });
  drill.heals.push('close the old client', () => client.close());
  const op = await client.call({ op: 'put', key: KEY, value: 'old' }, { within: WITHIN });
  if (op.outcome !== 'ok' || op.res === null) {
    throw new HarnessBug(`the old client's write ended as ${op.outcome}: ${op.err?.message ?? ''}`);
  }
  return { client, member, endpoint, mod: op.res.rev };
}

const swap = (mod: string): Request => ({
  op: 'txn',
  compares: [{ key: KEY, target: 'mod', result: '=', value: mod }],
  then: [{ op: 'put', key: KEY, value: 'swapped by a client of the past' }],
  else: [{ op: 'get', key: KEY }],
});

/** The old client repeats its compare-and-set on the restored cluster; it must not succeed. */
export async function oldCompareAndSetFails(drill: Drill): Promise<void> {
  const old = oldClientOf(drill);
  drill.expectations.required.add('old-compare-and-set-fails');
  const op = await tryUntilAnswered(drill, old, swap(old.mod));
  if (op.res?.succeeded === true) {
    throw expectationFailed({
      message: 'a compare-and-set from before the loss succeeded',
      expected: `mod(${KEY}) = ${old.mod} to fail: that revision was lost`,
      observed: `succeeded at revision ${op.res.rev}`,
    });
  }
  note(drill, `a compare on revision ${old.mod} of before the loss fails, as it must`);
}

/**
 * Before anybody else writes, others bring the restored cluster's key to the very revision that the
 * old client remembers, and then its compare-and-set is fooled: what a restore without a bump does
 * to real clients by chance is done here on purpose. Then the clients come back.
 */
export async function letOldClientWriteFirst(drill: Drill): Promise<void> {
  const old = oldClientOf(drill);
  const { epoch } = worldOf(drill).cluster;
  const { recorder: sink } = drill;
  const { member, endpoint } = old;
  const other = recordingClient({ sink, endpoint, member, epoch });
  try {
    await bringTo(drill, { ...old, client: other }, BigInt(old.mod));
  } finally {
    other.close();
  }
  const op = await tryUntilAnswered(drill, old, swap(old.mod));
  const how = op.res?.succeeded === true ? 'succeeds, although its revision was lost' : 'fails';
  note(drill, `a compare on revision ${old.mod} of before the loss ${how}`);
  clientsComeBack(drill);
  await watchersResume(drill);
}

/** Puts on another key until the next write gets revision `mod`; that one goes to the old key. */
async function bringTo(drill: Drill, old: OldClient, mod: bigint): Promise<void> {
  const put = (key: string, value: string): Promise<OpLine> =>
    tryUntilAnswered(drill, old, { op: 'put', key, value });
  for (let n = 1; ; n++) {
    const op = await put('canary/filler', `filler ${n}`);
    const revision = BigInt(op.res?.rev ?? 0);
    if (revision >= mod) return;
    if (revision === mod - 1n) break;
  }
  await put(KEY, 'written by somebody else after the restore');
}

/** A refused or lost call says nothing; another value of it is a new call with a line of its own. */
function tryUntilAnswered(
  drill: Drill,
  { client, member, endpoint }: OldClient,
  req: Request,
): Promise<OpLine> {
  const { epoch } = worldOf(drill).cluster;
  client.reconnect({ member, endpoint, epoch });
  return eventually('an answer to the old client', () => answered(client, req), {
    within: drill.scene.deadlines.restore,
    signal: drill.signal,
  });
}

async function answered(client: RecordingClient, req: Request): Promise<OpLine> {
  const op = await client.call(req, { within: WITHIN });
  if (op.outcome !== 'ok') throw new Error(op.err?.message ?? op.outcome);
  return op;
}

function oldClientOf(drill: Drill): OldClient {
  if (drill.oldClient !== undefined) return drill.oldClient;
  throw stepOrder('an old client', 'When a majority of the members is lost for good');
}
