import { nanos, seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import type { LostFile } from '../../runtime/runtime.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { hasEnded } from '../machine/has-ended.ts';

/** A member replays its WAL first; where all lost power it also waits for an election. */
const RESTART = seconds(15);

/** What each target lost, for the proof of the bite. */
const lost = new WeakMap<FaultWorld, readonly (readonly LostFile[])[]>();

export const powerLoss = defineFault<object>({
  name: 'power-loss',
  subject: 'disk',
  summary:
    'Ends the target at once, and what it had not synced may be gone, by whole pages or sectors.',
  params: {},
  heals: 'the member is started again on what its disk shows',
  proof: {
    bite: 'the process ended by SIGKILL, a dial is refused or hung up on, and the gate tells how many unsynced bytes it undid, none included',
    end: 'the member serves',
  },
  targets: { state: 'alive' },
  start: { canLosePower: true },
  plan: () => ({}),
  /** The seed draws for each sector whether it is lost; which sectors are unsynced is timing. */
  async inject(world) {
    const { targets, heal, rng } = world;
    const seeds = targets.map(({ name }) => rng.fork(name).int(0, 0x7fff_ffff).toString(16));
    const losses = targets.map(async ({ name, machine, plan }, i) => {
      heal.push(`start ${name}`, () =>
        machine.state === 'stopped' ? machine.start(plan) : undefined,
      );
      return await machine.losePower(seeds[i] as string);
    });
    lost.set(world, await Promise.all(losses));
    return targets.map(({ name }, i) => `${name} loses by seed ${seeds[i]}`).join(', ');
  },
  async proveBiting(world) {
    const { targets, proveWithin: within, signal } = world;
    const looks = targets.map((member, i) => {
      const look = async (): Promise<string> =>
        `${await hasEnded(member, ['SIGKILL'])}; ${spoken(lost.get(world)?.[i])}`;
      return eventually(`${member.name} lost its power`, look, { within, signal });
    });
    return (await Promise.all(looks)).join('; ');
  },
  async proveGone({ targets, proveWithin, signal }) {
    const within = nanos(proveWithin + RESTART);
    const looks = targets.map((member) =>
      eventually(`${member.name} serves`, () => serves(member), { within, signal }),
    );
    await Promise.all(looks);
    return `${targets.map((m) => m.name).join(', ')} serve again`;
  },
});

function spoken(files: readonly LostFile[] | undefined): string {
  if (files === undefined) throw new Error('the gate told of no loss');
  if (files.length === 0) return 'nothing was unsynced';
  const each = files.map(({ name, unsyncedBytes, undoneBytes, pages, tornPages }) => {
    const torn = tornPages === 0 ? '' : `, ${tornPages} torn`;
    const bytes = `${undoneBytes} of ${unsyncedBytes} unsynced bytes`;
    return `${name} lost ${bytes} (pages: ${pages}${torn})`;
  });
  return each.join(', ');
}
