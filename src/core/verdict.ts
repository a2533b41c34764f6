/** The outcome of a drill, worst first. */
export const VERDICTS = ['unsafe', 'broken', 'missed', 'inconclusive', 'passed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a process ends with. `usage`: the input was refused, nothing was created. */
export const EXIT = {
  passed: 0,
  missed: 1,
  inconclusive: 2,
  unsafe: 3,
  broken: 4,
  usage: 64,
  interrupted: 130,
} as const;

/** The worst of several verdicts; `inconclusive` for none, because nothing proves nothing. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((v) => verdicts.includes(v)) ?? 'inconclusive';
}
