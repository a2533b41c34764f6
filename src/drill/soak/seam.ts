import { seconds } from '../../core/duration.ts';
import { readState } from '../../cluster/read-state.ts';
import type { Member } from '../../cluster/member.ts';
import { compact } from '../../etcd/compact.ts';
import { recordingClient } from '../../etcd/recording-client.ts';
import type { KeyValue, OpLine } from '../../history/types.ts';
import { isReadOnly } from '../../history/is-read-only.ts';
import type { Endpoint } from '../../runtime/runtime.ts';
import { worldOf, type Before, type Drill } from '../drill.ts';

/** What one window hands to the next. */
export interface Seam {
  readonly before: Before;
  /** Writes that nobody knows the fate of: they may still take effect in the next window. */
  readonly open: readonly OpLine[];
}

/** Far above the clients and the ticks of any window: values and lease ids are never used twice. */
const CLIENTS = 100_000;
const TICKS = 1_000_000;

/** Where window `number` begins on a cluster that nobody has written to. */
export const firstSeam = (number: number): Seam => ({ before: offsets(number), open: [] });

const offsets = (number: number): Before => ({
  clients: (number - 1) * CLIENTS,
  ticks: (number - 1) * TICKS,
});

const WITHIN = seconds(10);

/**
 * Where the next window begins: with the state that this one ended with, read linearizably while no
 * client called (the very read that this window is judged by, so that nothing falls between two
 * reads). Old revisions are compacted away, so that the database does not grow without end.
 */
export async function seamAfter(drill: Drill, number: number, open: Seam['open']): Promise<Seam> {
  const [first] = worldOf(drill).cluster.members as [Member];
  const { revision, kvs } =
    drill.endState ?? (await readState(first, { read: 'linearizable', within: WITHIN }));
  await compact(await first.machine.endpoint('client'), revision, WITHIN);
  const initial = { revision, compactRevision: revision, kvs };
  return { before: { ...offsets(number), initial }, open: open.filter((op) => !seenIn(kvs, op)) };
}

/** A put whose value is there has happened and will not happen again. */
function seenIn(kvs: readonly KeyValue[], { req }: OpLine): boolean {
  return req.op === 'put' && kvs.some(({ value }) => value === req.value);
}

/** Hears every write of the window whose fate stays unknown. */
export function openWrites({ recorder }: Drill): () => readonly OpLine[] {
  const open: OpLine[] = [];
  const stop = recorder.onOp((op) => {
    if (op.outcome === 'info' && !isReadOnly(op.req)) open.push(op);
  });
  return () => {
    stop();
    return open;
  };
}

/**
 * Says at the beginning of a record what may still happen: the open writes of the window before,
 * as calls that never return; and keeps the leases alive that keys of the initial state have, so
 * that their time to live is known here, too.
 */
export async function crossSeam(drill: Drill, { open, before }: Seam): Promise<void> {
  const { recorder: sink } = drill;
  const { epoch, members } = worldOf(drill).cluster;
  for (const { req, member } of open) {
    sink.invoke({ client: sink.nextClient(), member, epoch }, req);
  }
  const leases = new Set(before.initial?.kvs.map(({ lease }) => lease));
  leases.delete('0');
  if (leases.size === 0) return;
  const [{ name, client: link }] = members as [Member];
  const endpoint = link.fromHarness as Endpoint;
  const client = recordingClient({ sink, endpoint, member: name, epoch, probe: true });
  for (const lease of leases)
    await client.call({ op: 'lease-keepalive', lease }, { within: WITHIN });
  client.close();
}
