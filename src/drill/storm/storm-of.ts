import { usageError, type ErrorFacts } from '../../core/doomsday-error.ts';
import { seededRng, type Rng } from '../../core/rng.ts';
import type { FaultFacts } from '../../faults/define-fault.ts';
import type { Surroundings } from '../../faults/needs.ts';
import type { StormSettings } from '../../scene/fault-settings.ts';
import { memberNames, type Scene } from '../../scene/scene.ts';
import { FAULTS_BY_NAME, faultNamed } from '../faults-by-name/faults-by-name.ts';
import type { NamedFault } from '../faults-by-name/named.ts';
import { unmetNeeds } from '../unmet-needs.ts';
import { drawStorm, tolerated, type Drawable, type StormRound } from './schedule.ts';

/** What a storm is drawn from: the scene, where it is played, and the faults that exist. */
export interface StormSite {
  readonly scene: Scene;
  readonly around: Surroundings;
  readonly known?: readonly NamedFault[];
  /** What members were started for; absent = they will be started for whatever is drawn. */
  readonly start?: Start;
}

type Start = NonNullable<FaultFacts['start']>;

/**
 * The storm that `rng` draws for a scene, among the faults whose needs are met.
 * @throws {DoomsdayError} NO_SUCH_FAULT, NO_STORM (usage) when nothing can be drawn, or what no
 *   storm may draw has a weight.
 */
export function stormOf(rng: Rng, site: StormSite): StormRound[] {
  const { scene } = site;
  const { weights: _, ...settings } = scene.faults.storm;
  const faults = drawable(site).map(({ facts: { name }, as, weight }): Drawable => {
    return { name, subject: as, weight };
  });
  if (faults.length === 0) {
    throw noStorm({ expected: 'a fault with a weight above 0', observed: 'none' });
  }
  if (settings.tolerance === 'minority' && tolerated(scene.members) === 0) {
    const expected = '3 members or more, or faults.storm.tolerance: any';
    const observed = `${scene.members} member(s), of which etcd can do without none`;
    throw noStorm({ expected, observed });
  }
  return drawStorm(rng, { members: memberNames(scene), faults, settings });
}

/**
 * Draws one storm of the scene before anything is created, so that what cannot be drawn is refused.
 * Which needs are met is known when the world is; here the draw is what matters.
 * @throws {DoomsdayError} what `stormOf` throws.
 */
export function checkStorm(scene: Scene): void {
  const around = { runtime: 'process', etcd: scene.etcd.version, members: scene.members } as const;
  stormOf(seededRng('0x0'), { scene, around });
}

/** How members have to be started for every fault that a storm of the scene may draw. */
export const startForStorm = (site: StormSite): Start =>
  Object.assign({}, ...drawable(site).map(({ facts }) => facts.start)) as Start;

/** Faults with a weight, the scene's or else their own, that can happen here. */
function drawable({ scene, around, start, known = FAULTS_BY_NAME }: StormSite): NamedFault[] {
  const { weights, tolerance } = scene.faults.storm;
  for (const name of Object.keys(weights)) faultNamed(name, known);
  const weighted = known
    .map((fault) => ({ ...fault, weight: weights[fault.facts.name] ?? fault.weight }))
    .filter(({ weight }) => weight > 0);
  for (const fault of weighted) mustBeDrawable(fault, tolerance);
  return weighted
    .filter(({ facts }) => unmetNeeds([facts], around) === undefined)
    .filter(({ facts }) => start === undefined || isStartedFor(facts, start));
}

const isStartedFor = ({ start = {} }: FaultFacts, started: Start): boolean =>
  Object.entries(start).every(([name, value]) => started[name as keyof Start] === value);

/** A storm draws one target for each fault, and within tolerance it counts who is harmed. */
function mustBeDrawable(
  { facts: { name, targets: { least = 1 } = {} }, weight, harmsOthers }: NamedFault,
  tolerance: StormSettings['tolerance'],
): void {
  const told = { where: `faults.storm.weights.${name}`, observed: String(weight) };
  if (least > 1) {
    const likely = `${name} needs ${least} targets or more, and a storm draws one for each fault`;
    throw noStorm({ ...told, expected: '0', likely });
  }
  if (!harmsOthers || tolerance === 'any') return;
  const likely = `${name} harms others than its target, and etcd would owe no answer`;
  throw noStorm({ ...told, expected: '0, or faults.storm.tolerance: any', likely });
}

const noStorm = (told: Pick<ErrorFacts, 'where' | 'expected' | 'observed' | 'likely'>) =>
  usageError({
    code: 'NO_STORM',
    message: 'no storm can be drawn for this scene',
    where: 'faults.storm',
    ...told,
  });
