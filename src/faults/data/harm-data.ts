import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { Rng } from '../../core/rng.ts';
import { dataFiles, filesChanged, onFiles, type DataFile } from '../../cluster/data-dir.ts';
import { logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type Fault, type FaultFacts, type FaultPlan } from '../define-fault.ts';
import type { FaultWorld } from '../define-fault.ts';
import { startAnyhow } from '../start-anyhow.ts';
import { etcdsAnswer } from './etcds-answer.ts';
import { provenReplaced } from './proven-replaced.ts';
import { replaceData, type HarmedMember } from './replace-data.ts';

/** The files of a stopped member, as they are before the harm. */
export interface HarmSite {
  readonly member: Member;
  readonly files: readonly DataFile[];
  /** The member's own stream: how many members are hit does not shift its draws. */
  readonly rng: Rng;
  readonly world: FaultWorld;
}

/** One way of harming the data of a stopped member. */
export interface DataHarm<P extends object> {
  readonly facts: Pick<FaultFacts, 'name' | 'summary'> & {
    readonly params: Readonly<Record<keyof P & string, string>>;
  };
  plan(params: P): FaultPlan;
  /**
   * Before the member is stopped, for what needs time.
   * @returns what the harm needs of it.
   */
  prepare?(member: Member, world: FaultWorld, params: P): Promise<void>;
  /** Harms the files. @returns what was drawn: the same words for the same seed. */
  harm(site: HarmSite, params: P): Promise<string>;
}

/** What was seen of each target, from the harm to its proof. */
const seen = new WeakMap<FaultWorld['heal'], HarmedMember[]>();

/**
 * The target is killed, its files are harmed, and it starts again. What etcd makes of it is told,
 * not prescribed: it may refuse, panic, be brought up to date by its leader, or serve wrong data.
 */
export function harmsData<P extends object>({ facts, plan, prepare, harm }: DataHarm<P>): Fault<P> {
  return defineFault<P>({
    ...facts,
    subject: 'data',
    heals:
      'the member is replaced: removed, wiped, added and started empty; where the others are no ' +
      'quorum, the copy from before the harm is put back unless etcd serves without it',
    proof: {
      bite: 'files differ from what was there, and what etcd makes of them (its log, its HashKV)',
      end: 'the member serves, and its HashKV equals that of the others',
    },
    targets: { state: 'kept' },
    plan,
    async inject(world, params) {
      const harmed: HarmedMember[] = [];
      seen.set(world.heal, harmed);
      const drawn = world.targets.map(async (member) => {
        await prepare?.(member, world, params);
        const log = await logSince(member.machine);
        const one: HarmedMember = { member, log, changed: [] };
        harmed.push(one);
        world.heal.push(`replace ${member.name}`, () => replaceData(one, world));
        if (member.machine.state !== 'stopped') await member.machine.kill();
        return await harmOne(one, { world, harm: (site) => harm(site, params) });
      });
      const words = await Promise.all(drawn);
      return words.join('; ');
    },
    async proveBiting(world) {
      const looks = (seen.get(world.heal) ?? []).map(async (one) => {
        if (one.changed.length === 0) throw nothingHarmed(one.member);
        one.answer = await etcdsAnswer(one.member, world, one.log);
        return `${one.changed.join('; ')}; ${one.answer.words}`;
      });
      return (await Promise.all(looks)).join('; ');
    },
    proveGone: (world) => provenReplaced(world),
  });
}

interface HarmPlan {
  readonly world: FaultWorld;
  readonly harm: (site: HarmSite) => Promise<string>;
}

async function harmOne(one: HarmedMember, { world, harm }: HarmPlan): Promise<string> {
  const { member } = one;
  const { machine, plan, name } = member;
  const files = await dataFiles(machine);
  const copy = `${machine.scratchDir}/before-harm`;
  await onFiles(machine, 'copy', machine.dataDir, copy);
  one.copy = copy;
  const rng = world.rng.fork(name);
  const drawn = await harm({ member, files, rng, world });
  one.changed = filesChanged(files, await dataFiles(machine));
  await startAnyhow(member, plan);
  return `${name}: ${drawn}`;
}

const nothingHarmed = ({ name }: Member): DoomsdayError =>
  new DoomsdayError({
    code: 'DATA_UNCHANGED',
    message: `the data of ${name} are what they were`,
    expected: 'files that differ from what was there',
    observed: 'every file has the size, the mode and the bytes that it had',
  });
