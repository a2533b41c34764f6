import { DoomsdayError } from '../../../src/core/doomsday-error.ts';

/** What a proof says, or that it looked in vain; every other error is thrown. */
export async function outcome(proof: Promise<string>): Promise<string> {
  try {
    return await proof;
  } catch (error) {
    if (error instanceof DoomsdayError && error.code === 'CONDITION_NOT_REACHED') {
      return 'looked in vain';
    }
    throw error;
  }
}
