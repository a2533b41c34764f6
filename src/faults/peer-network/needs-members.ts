import type { Need } from '../needs.ts';

/** A cluster of at least `least` members. */
export const members = (least: number): Need => ({
  what: `${least} members or more`,
  unmet: ({ members: count }) => (count >= least ? undefined : `the scene has ${count}`),
});
