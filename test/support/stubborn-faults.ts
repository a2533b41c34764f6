import { peerLinksTouching } from '../../src/cluster/cluster.ts';
import { millis } from '../../src/core/duration.ts';
import { eventually } from '../../src/core/eventually.ts';
import { defineFault, type Fault } from '../../src/faults/define-fault.ts';
import { pause } from '../../src/faults/machine/pause.ts';
import { lookBefore } from '../../src/faults/peer-network/baseline.ts';
import { isolate } from '../../src/faults/peer-network/isolate.ts';

const stuck = (): Promise<never> => Promise.reject(new Error('stuck'));

/** Freezes its target; `tried` is asked at every try to thaw it, before it is thawed. */
export const stubbornPause = (tried: (attempt: number) => Promise<void> | void): Fault<object> =>
  defineFault({
    ...pause,
    name: 'stubborn-pause',
    async inject({ targets, heal }) {
      for (const { machine } of targets) {
        let attempt = 0;
        heal.push('thaw it', async () => {
          attempt += 1;
          await tried(attempt);
          await machine.resume();
        });
        await machine.pause();
      }
    },
  });

/** A heal that fails the first time only. */
export const thawsAtTheSecondTry = stubbornPause((attempt) =>
  attempt === 1 ? stuck() : undefined,
);

/** A heal that always fails; a new start of the target ends the harm all the same. */
export const neverThaws = stubbornPause(stuck);

/** A heal that always fails, of a harm that outlives its target: links stay cut. */
export const cutForGood: Fault<object> = defineFault({
  ...isolate,
  name: 'cut-for-good',
  async inject(world) {
    const { cluster, targets, heal } = world;
    await lookBefore(world);
    for (const { link } of peerLinksTouching(cluster, targets)) {
      heal.push(`restore ${link.name}`, stuck);
      await link.disable();
    }
  },
});

/** A harm that ends, and whose end nobody can tell. */
export const endsUntold: Fault<object> = defineFault({
  ...pause,
  name: 'ends-untold',
  proveGone: () =>
    eventually('a sign of the end', () => Promise.reject(new Error('there is none')), {
      within: millis(100),
    }),
});

/** A harm that no runtime can do. */
export const impossible: Fault<object> = defineFault({
  ...pause,
  name: 'impossible',
  needs: [{ what: 'pigs that fly', unmet: ({ runtime }) => `the ${runtime} runtime has none` }],
});
