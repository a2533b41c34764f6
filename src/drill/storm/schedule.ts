import { millis, toMillis, type Duration } from '../../core/duration.ts';
import type { Rng } from '../../core/rng.ts';
import type { Subject } from '../../faults/define-fault.ts';
import type { StormSettings } from '../../scene/fault-settings.ts';
import { fits } from './fits.ts';

/** One fault on one member. */
export interface Harm {
  readonly fault: string;
  readonly subject: Subject;
  readonly member: string;
}

/** Faults that bite at once, are held together and healed together. */
export interface StormRound {
  /** From 1; it stays the same when other rounds are left out. */
  readonly number: number;
  readonly harms: readonly Harm[];
  /** Who is given the office before the round begins; absent = whoever has it. */
  readonly leads?: string;
  /** From the last proof on. */
  readonly hold: Duration;
  /** From the moment at which all members serve again. */
  readonly gap: Duration;
}

/** What a storm may draw. */
export interface Drawable {
  readonly name: string;
  readonly subject: Subject;
  /** Above zero. */
  readonly weight: number;
}

export interface StormPlan {
  readonly members: readonly string[];
  readonly faults: readonly Drawable[];
  readonly settings: Omit<StormSettings, 'weights'>;
}

/** How many members etcd can do without. */
export const tolerated = (members: number): number => Math.floor((members - 1) / 2);

/**
 * Draws a whole storm: pure, so that a seed gives the same storm everywhere. Within tolerance no
 * round harms more members than etcd can do without. Every other round hits the leader.
 */
export function drawStorm(rng: Rng, plan: StormPlan): StormRound[] {
  const { settings } = plan;
  return Array.from({ length: settings.rounds }, (_, i) => drawRound(rng, plan, i + 1));
}

function drawRound(rng: Rng, { members, faults, settings }: StormPlan, number: number): StormRound {
  const most = settings.tolerance === 'any' ? members.length : tolerated(members.length);
  const victims = rng.shuffle(members).slice(0, rng.int(1, most));
  const harms: Harm[] = [];
  for (let left = rng.int(1, settings.atOnce); left > 0; left--) {
    const harm = drawHarm(rng, { victims, faults, harms });
    if (harm !== undefined) harms.push(harm);
  }
  const hitsLeader = rng.int(0, 1) === 1;
  return {
    number,
    harms: inProvableOrder(harms),
    ...(hitsLeader ? { leads: (harms[0] as Harm).member } : {}),
    hold: between(rng, settings.holdFrom, settings.holdTo),
    gap: between(rng, settings.gapFrom, settings.gapTo),
  };
}

/**
 * Peer faults come last: a member that hears nothing from its peers has nothing to sync, and a
 * fault of its disk could not be proven any more.
 */
const inProvableOrder = (harms: readonly Harm[]): Harm[] =>
  harms.toSorted((a, b) => isPeerFault(a) - isPeerFault(b));

const isPeerFault = ({ subject }: Harm): number => (subject === 'peer-network' ? 1 : 0);

interface Choice {
  readonly victims: readonly string[];
  readonly faults: readonly Drawable[];
  readonly harms: readonly Harm[];
}

/** By weight among what can be proven beside what is drawn already; undefined when nothing can. */
function drawHarm(rng: Rng, { victims, faults, harms }: Choice): Harm | undefined {
  const member = rng.pick(victims);
  const open = faults.filter(({ subject }) => fits({ subject, member }, harms));
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  let ticket = rng.int(1, total);
  const drawn = open.find(({ weight }) => (ticket -= weight) <= 0) as Drawable;
  return { fault: drawn.name, subject: drawn.subject, member };
}

const between = (rng: Rng, from: Duration, to: Duration): Duration =>
  millis(rng.int(Math.round(toMillis(from)), Math.round(toMillis(to))));
