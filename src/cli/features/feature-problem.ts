/** One thing that keeps a feature from being played. */
export interface FeatureProblem {
  readonly code: string;
  readonly message: string;
  /** `file:line:column`. */
  readonly where: string;
  readonly expected: string;
  readonly observed: string;
  readonly likely?: string;
}

/** `file:line:column`; a missing place is the file's beginning. */
export const place = (
  uri: string,
  location: { line: number; column?: number } | undefined,
): string => `${uri}:${location?.line ?? 1}:${location?.column ?? 1}`;
