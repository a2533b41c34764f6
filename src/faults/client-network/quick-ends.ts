import { millis, nanos, seconds, formatDuration, type Duration } from '../../core/duration.ts';
import { pass } from '../../core/clock.ts';
import type { Member } from '../../cluster/member.ts';
import { SMALL, asNewcomer, askWithin } from './standing.ts';

const PATIENT = seconds(1);
const OFTEN = millis(20);

/**
 * What is slow over a link says nothing of the link while one of its ends is slow, or the harness.
 * So the member, past the link, and Toxiproxy are asked again and again as long as `work` lasts.
 * @throws when one of their answers came `tooLate` after the one before, or later.
 */
export async function whileEndsAreQuick<T>(
  { name, client, machine }: Member,
  tooLate: Duration,
  work: () => Promise<T>,
): Promise<T> {
  const every = nanos(Math.min(OFTEN, tooLate / 8));
  return await asNewcomer(await machine.endpoint('client'), PATIENT, async (direct) => {
    let [last, longest, going] = [direct.now(), 0, true];
    const look = (): void => {
      const now = direct.now();
      [last, longest] = [now, Math.max(longest, now - last)];
    };
    const done = work().finally(() => (going = false));
    done.catch(() => undefined); // told below, unless an end told something first
    while (going) {
      await Promise.all([askWithin(direct, SMALL, PATIENT), client.state()]);
      look();
      await pass(every);
    }
    look();
    const found = await done;
    if (longest < tooLate) return found;
    throw new Error(`${name} itself, or Toxiproxy, was silent for ${formatDuration(longest)}`);
  });
}
