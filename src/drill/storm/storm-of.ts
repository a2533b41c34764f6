import { usageError } from '../../core/doomsday-error.ts';
import type { Rng } from '../../core/rng.ts';
import type { FaultFacts } from '../../faults/define-fault.ts';
import type { Surroundings } from '../../faults/needs.ts';
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
 * @throws {DoomsdayError} NO_SUCH_FAULT, NO_STORM (usage) when nothing can be drawn.
 */
export function stormOf(rng: Rng, site: StormSite): StormRound[] {
  const { scene } = site;
  const { weights: _, ...settings } = scene.faults.storm;
  const faults = drawable(site).map(({ facts: { name }, as, weight }): Drawable => {
    return { name, subject: as, weight };
  });
  if (faults.length === 0) throw noStorm('a fault with a weight above 0', 'none');
  if (settings.tolerance === 'minority' && tolerated(scene.members) === 0) {
    const expected = '3 members or more, or faults.storm.tolerance: any';
    throw noStorm(expected, `${scene.members} member(s), of which etcd can do without none`);
  }
  return drawStorm(rng, { members: memberNames(scene), faults, settings });
}

/** How members have to be started for every fault that a storm of the scene may draw. */
export const startForStorm = (site: StormSite): Start =>
  Object.assign({}, ...drawable(site).map(({ facts }) => facts.start)) as Start;

/** Faults with a weight, the scene's or else their own, that can happen here. */
function drawable({ scene, around, start, known = FAULTS_BY_NAME }: StormSite): NamedFault[] {
  const { weights } = scene.faults.storm;
  for (const name of Object.keys(weights)) faultNamed(name, known);
  return known
    .map((fault) => ({ ...fault, weight: weights[fault.facts.name] ?? fault.weight }))
    .filter(({ weight, facts }) => weight > 0 && unmetNeeds([facts], around) === undefined)
    .filter(({ facts }) => start === undefined || isStartedFor(facts, start));
}

const isStartedFor = ({ start = {} }: FaultFacts, started: Start): boolean =>
  Object.entries(start).every(([name, value]) => started[name as keyof Start] === value);

const noStorm = (expected: string, observed: string) =>
  usageError({
    code: 'NO_STORM',
    message: 'no storm can be drawn for this scene',
    where: 'faults.storm',
    expected,
    observed,
  });
