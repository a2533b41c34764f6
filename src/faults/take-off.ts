import { changeTogether } from '../links/change-together.ts';
import type { AppliedToxic } from '../links/link.ts';

/** One that was never put on needs no undo; every other is tried, also after one that failed. */
export async function takeOff(asked: readonly Promise<AppliedToxic>[]): Promise<void> {
  const put = (await Promise.allSettled(asked)).flatMap((one) =>
    one.status === 'fulfilled' ? [one.value] : [],
  );
  await changeTogether(
    put,
    (toxic) => toxic.remove(),
    () => 0,
  );
}
