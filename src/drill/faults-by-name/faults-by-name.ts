import { didYouMean } from '../../core/did-you-mean.ts';
import { usageError } from '../../core/doomsday-error.ts';
import { clientNetworkByName } from './client-network.ts';
import { dataByName } from './data.ts';
import { diskByName } from './disk.ts';
import { machineByName } from './machine.ts';
import type { NamedFault } from './named.ts';
import { operatorByName } from './operator.ts';
import { peerNetworkByName } from './peer-network.ts';

/** Every fault that can be played by its name alone, by subject. */
export const FAULTS_BY_NAME: readonly NamedFault[] = [
  ...peerNetworkByName,
  ...clientNetworkByName,
  ...diskByName,
  ...machineByName,
  ...dataByName,
  ...operatorByName,
];

/** Faults of the catalogue that nobody can play blind, each with the reason. */
export const NOT_BY_NAME: Readonly<Record<string, string>> = {
  lose: 'only a recovery ends it: a feature must say which',
};

/** @throws {DoomsdayError} NO_SUCH_FAULT, a usage error, with the nearest name. */
export function faultNamed(
  name: string,
  known: readonly NamedFault[] = FAULTS_BY_NAME,
): NamedFault {
  const found = known.find(({ facts }) => facts.name === name);
  if (found !== undefined) return found;
  const names = known.map(({ facts }) => facts.name);
  const near = didYouMean(name, names);
  throw usageError({
    code: 'NO_SUCH_FAULT',
    message: `no fault can be played by the name "${name}"`,
    expected: names.join(', '),
    observed: NOT_BY_NAME[name] ?? name,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
  });
}
