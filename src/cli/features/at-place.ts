import { DoomsdayError, usageError } from '../../core/doomsday-error.ts';

/** Where something is said, and how to mend it: by correcting what, or else what to do next. */
type Place = { readonly where: string } & ({ readonly what: string } | { readonly next: string });

/** What is wrong with something that a feature says is told with its place, as a usage error. */
export function at<T>(place: Place, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof DoomsdayError) || error.code === 'SCENE_INVALID') throw error;
    const next = 'next' in place ? place.next : `correct the ${place.what} in the feature`;
    throw usageError({ ...error.facts, where: place.where, next });
  }
}
