import type { FaultLine } from '../../history/types.ts';
import { secondsOf, type Span } from './span.ts';

/** One injection: requested at `from`, gone at `to`, and proven to bite in between. */
export interface FaultBar extends Span {
  readonly name: string;
  readonly targets: readonly string[];
  /** From the proof of the bite to the request to heal; undefined when it was not proven. */
  readonly biting: Span | undefined;
  readonly proven: boolean;
  readonly evidence: string;
}

/** The injections in order of time; one that was never healed lasts until `end` (seconds). */
export function faultBars(lines: readonly FaultLine[], end: number): FaultBar[] {
  const byId = Map.groupBy(lines, ({ id }) => id);
  return [...byId.values()].map((all) => bar(all, end)).sort((a, b) => a.from - b.from);
}

function bar(lines: readonly FaultLine[], end: number): FaultBar {
  const phase = (name: FaultLine['phase']): FaultLine | undefined =>
    lines.find((line) => line.phase === name);
  const first = lines[0] as FaultLine;
  const bites = phase('bites');
  const proven = bites?.ok === true;
  const heal = secondsOf(phase('heal')?.from ?? end * 1e9);
  return {
    name: first.name,
    targets: first.targets,
    from: secondsOf(phase('inject')?.from ?? first.from),
    to: secondsOf(phase('gone')?.to ?? phase('heal')?.to ?? end * 1e9),
    biting: bites !== undefined && proven ? { from: secondsOf(bites.to), to: heal } : undefined,
    proven,
    evidence: bites?.evidence ?? 'no proof was tried',
  };
}
