import type { FaultResult } from '../core/run-result.ts';
import type { FaultLine } from '../history/types.ts';

/**
 * One result an injection: its lines joined by id, in the order of injection. It bit, or is gone,
 * only by a proof: a `bites` or `gone` line with `ok`. A line that failed says why.
 */
export function faultResults(lines: readonly FaultLine[]): FaultResult[] {
  const byId = new Map<number, FaultLine[]>();
  for (const line of lines) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  return [...byId.values()].map(joined);
}

function joined(lines: readonly FaultLine[]): FaultResult {
  const proven = (phase: FaultLine['phase']): boolean =>
    lines.some((line) => line.phase === phase && line.ok);
  const { name, targets } = lines[0] as FaultLine;
  const telling = lines.filter((line) => line.evidence !== '' && tells(line));
  const evidence = [...new Set(telling.map((line) => line.evidence))].join('; ');
  return { name, targets, bit: proven('bites'), gone: proven('gone'), evidence };
}

const tells = (line: FaultLine): boolean =>
  line.phase === 'bites' || line.phase === 'gone' || !line.ok;
