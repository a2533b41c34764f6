import type { Member } from '../cluster/member.ts';
import type { MachineState } from '../runtime/runtime.ts';

const STATES = {
  running: ['running'],
  alive: ['running', 'paused'],
  kept: ['running', 'paused', 'stopped'],
} as const satisfies Readonly<Record<string, readonly MachineState[]>>;

/**
 * `running`: its process runs. `alive`: it runs or is paused. `kept`: its machine and its data
 * exist, whatever its process does.
 */
type TargetState = keyof typeof STATES;

/** What a fault asks of those that it hits, looked at before the harm. */
export interface TargetNeed {
  /** What each of them must be; default `running`. */
  readonly state?: TargetState;
  /** How many there must be at least; default 1. */
  readonly least?: number;
  /** Whether a quorum must run besides them. */
  readonly leavesQuorum?: boolean;
}

const statesOf = ({ state = 'running' }: TargetNeed): readonly MachineState[] => STATES[state];

export const fits = ({ machine }: Member, need: TargetNeed): boolean =>
  statesOf(need).includes(machine.state);

/** `running, paused or stopped`. */
export const stateWords = (need: TargetNeed): string =>
  statesOf(need)
    .join(', ')
    .replace(/, (\w+)$/, ' or $1');

/** `m1 is running, m2 is paused`. */
export const statesTold = (members: readonly Member[]): string =>
  members.map(({ name, machine }) => `${name} is ${machine.state}`).join(', ');

/** `m1, m2`. */
export const namesTold = (members: readonly Member[]): string =>
  members.map(({ name }) => name).join(', ');
