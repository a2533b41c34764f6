import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';

interface Lack {
  readonly expected: string;
  readonly observed: string;
  /** No wait can mend it: the step asks for what there never is. */
  readonly lasting?: boolean;
  readonly cause?: unknown;
}

const YET = {
  likely: 'an earlier fault still bites: members are down, or cannot elect',
  next: 'heal before this step, or give deadlines.election more time in the scene',
};
const NEVER = { next: 'aim at other members in this step' };

/** NO_TARGET (inconclusive): a fault that hits nobody, or fewer than were meant, proves nothing. */
export class NoTarget extends DoomsdayError {
  readonly lasting: boolean;

  constructor({ lasting = false, cause, ...said }: Lack) {
    super({
      code: 'NO_TARGET',
      message: 'a fault has nobody to hit',
      ...said,
      ...(lasting ? NEVER : YET),
      exit: EXIT.inconclusive,
      ...(cause === undefined ? {} : { cause }),
    });
    this.lasting = lasting;
  }
}
