import { World } from '@cucumber/cucumber';
import type { Drill } from '../src/drill/drill.ts';
import { stepOrder } from '../src/drill/drill.ts';

/** One scenario's world: it holds the drill that the hooks begin and end. */
export class ChaosWorld extends World {
  #drill: Drill | undefined;

  get drill(): Drill {
    if (this.#drill === undefined) throw stepOrder('a drill', 'a run by `doomsday run`');
    return this.#drill;
  }

  begin(drill: Drill): void {
    this.#drill = drill;
  }
}
