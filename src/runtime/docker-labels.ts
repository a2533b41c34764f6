import { thisOwner } from './owner.ts';

/** Everything that we make in an engine carries these; nothing without them is ever touched. */
export const RUN_LABEL = 'etcd-doomsday.run';
export const OWNER_LABEL = 'etcd-doomsday.owner';
/** The run's heartbeat file, on the host that the owner names. */
export const HEARTBEAT_LABEL = 'etcd-doomsday.heartbeat';
/** Kept on purpose after its run's end: only a clean-up that was asked for takes it away. */
export const KEEP_LABEL = 'etcd-doomsday.keep';

export function labelsOf(run: string, heartbeat: string, keep: boolean): Record<string, string> {
  return {
    [RUN_LABEL]: run,
    [OWNER_LABEL]: JSON.stringify(thisOwner()),
    [HEARTBEAT_LABEL]: heartbeat,
    ...(keep ? { [KEEP_LABEL]: 'true' } : {}),
  };
}
