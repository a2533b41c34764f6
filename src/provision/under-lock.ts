import { eventually } from '../core/eventually.ts';
import { millis, seconds } from '../core/duration.ts';
import type { ProvisionContext } from './provision-context.ts';

/** Longer than any build; a holder that died is noticed within seconds, see STALE. */
const PATIENCE = seconds(30 * 60);
/** proper-lockfile's holder touches the lock every UPDATE; a lock untouched for STALE is dead. */
const STALE_MS = 6000;
const UPDATE_MS = 1500;

/** Runs `work` while no other process works under the lock `file`; waits for its turn. */
export async function underLock<T>(
  { file, what, ctx }: { file: string; what: string; ctx: ProvisionContext },
  work: () => Promise<T>,
): Promise<T> {
  const { lock } = await import('proper-lockfile'); // only who has to build pays for loading it
  const options = {
    lockfilePath: file,
    realpath: false,
    stale: STALE_MS,
    update: UPDATE_MS,
    // A machine that slept may lose its lock. Then two work at once, each in a folder of its
    // own, and the later rename wins: wasteful, not wrong.
    onCompromised: () => {},
  };
  let told = false;
  const takeOrWait = async (): Promise<{ release: () => Promise<void> } | undefined> => {
    try {
      return { release: await lock(file, options) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw new Fatal(error);
      if (!told) ctx.progress({ what: `another doomsday is obtaining ${what}; waiting` });
      told = true;
      return undefined;
    }
  };
  const { release } = await turn(takeOrWait, what, ctx);
  try {
    return await work();
  } finally {
    await release().catch(() => {}); // taken over by somebody else: theirs to release
  }
}

/** A lock that cannot be made at all, for example in a folder that may not be written. */
class Fatal extends Error {
  constructor(cause: unknown) {
    super((cause as Error).message, { cause });
  }
}

async function turn<T>(
  takeOrWait: () => Promise<T | undefined>,
  what: string,
  { signal }: ProvisionContext,
): Promise<T> {
  const outcome = await eventually(
    `the lock for ${what} is free`,
    () => takeOrWait().catch((error: unknown) => (error instanceof Fatal ? error : undefined)),
    { within: PATIENCE, every: millis(100), ...(signal === undefined ? {} : { signal }) },
  );
  if (outcome instanceof Fatal) throw outcome.cause;
  return outcome;
}
