import { didYouMean } from '../../core/did-you-mean.ts';
import { DoomsdayError, usageError } from '../../core/doomsday-error.ts';
import { faultNamed } from '../../drill/faults-by-name/faults-by-name.ts';
import {
  isOne,
  isTarget,
  membersNamed,
  spokenTarget,
  targetWords,
} from '../../drill/spoken-target.ts';
import type { ScenarioFacts } from '../../drill/step-facts.ts';
import { harmTable, type SaidHarm } from '../../drill/storm/harm-table.ts';
import { checkStorm } from '../../drill/storm/storm-of.ts';
import { groupsByName, parseGroups } from '../../faults/peer-network/groups-by-name.ts';
import { memberNames, type Scene } from '../../scene/scene.ts';
import { at } from './at-place.ts';

/** A cell of a step's table, both from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** `file:line:column` of a step, by its id, or of a cell of its table. */
export type WhereIs = (id: string, cell?: Cell) => string;

/**
 * What a scenario says of its harms, held against the scene that it is played on.
 * @throws {DoomsdayError} exit 64 with its place: TABLE, NO_SUCH_FAULT, NO_SUCH_TARGET,
 *   NO_SUCH_MEMBER, TOO_FEW_TARGETS, NO_STORM.
 */
export function checkHarms(
  { choices, named, tables, storms }: ScenarioFacts,
  { scene, whereIs }: { scene: Scene; whereIs: WhereIs },
): void {
  const grouped = choices.flatMap(({ of, value, id }) =>
    of === 'groups'
      ? parseGroups(value).flatMap((group) => group.map((name) => ({ name, id })))
      : [],
  );
  for (const { name, id } of [...named, ...grouped]) {
    at({ where: whereIs(id), what: 'member' }, () => mustBeMember(name, scene));
  }
  const members = memberNames(scene).map((name) => ({ name }));
  for (const { of, value, id } of choices) {
    if (of === 'groups')
      at({ where: whereIs(id), what: 'groups' }, () => groupsByName(value, members));
  }
  for (const { rows, id } of tables) {
    const said = at({ where: whereIs(id), what: 'table' }, () => harmTable(rows));
    for (const one of said) checkRow(one, { scene, whereIs: (cell) => whereIs(id, cell) });
  }
  for (const id of storms) stormCanBeDrawn(scene, whereIs(id));
}

/** What is wrong with a storm is wrong in the scene. */
function stormCanBeDrawn(scene: Scene, where: string): void {
  try {
    checkStorm(scene);
  } catch (error) {
    if (!(error instanceof DoomsdayError)) throw error;
    const next = `correct the scene ${scene.name}, or play another: ${where} asks for a storm`;
    throw usageError({ where: 'faults.storm.weights', ...error.facts, next });
  }
}

function checkRow(
  { fault, target, row, columns }: SaidHarm,
  { scene, whereIs }: { scene: Scene; whereIs: (cell: Cell) => string },
): void {
  at({ where: whereIs({ row, column: columns.fault }), what: 'name' }, () => faultNamed(fault));
  const where = whereIs({ row, column: columns.target });
  at({ where, what: 'target' }, () => {
    if (!isTarget(target)) throw noSuchTarget(target, scene);
    const spec = spokenTarget(target);
    for (const name of membersNamed(spec)) mustBeMember(name, scene);
    if (isOne(spec)) mustHitOne(fault, target);
  });
}

/** @throws {DoomsdayError} NO_SUCH_FAULT, or TOO_FEW_TARGETS where one target is not enough. */
export function mustHitOne(fault: string, target: string): void {
  const { least = 1 } = faultNamed(fault).facts.targets ?? {};
  if (least === 1) return;
  throw usageError({
    code: 'TOO_FEW_TARGETS',
    message: `${fault} needs ${least} targets or more`,
    expected: 'several members, such as all followers, or members m1 and m2',
    observed: target,
  });
}

function mustBeMember(name: string, scene: Scene): void {
  const names = memberNames(scene);
  if (names.includes(name)) return;
  throw usageError({
    code: 'NO_SUCH_MEMBER',
    message: `the scene ${scene.name} has no member "${name}"`,
    expected: `one of ${names.join(', ')}`,
    observed: name,
  });
}

function noSuchTarget(target: string, scene: Scene) {
  const words = targetWords(memberNames(scene));
  const near = didYouMean(target, words);
  return usageError({
    code: 'NO_SUCH_TARGET',
    message: `"${target}" is no target`,
    expected: `one of ${words.join(', ')}`,
    observed: target,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
  });
}
