import { pause } from '../../src/faults/machine/pause.ts';
import { defineFault, type FaultWorld } from '../../src/faults/define-fault.ts';

/** Says that it harms one member and freezes all of them: within tolerance by its own account. */
export const everybodyPaused = defineFault<object>({
  ...pause,
  name: 'everybody-paused',
  inject: (world, params) => pause.inject(everybody(world), params),
  proveBiting: (world, params) => pause.proveBiting(everybody(world), params),
  proveGone: (world, params) => pause.proveGone(everybody(world), params),
});

const everybody = (world: FaultWorld): FaultWorld => ({
  ...world,
  targets: world.cluster.members,
});
