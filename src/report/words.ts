import { formatDuration, seconds } from '../core/duration.ts';
import type { ObjectiveResult } from '../core/run-result.ts';
import type { Verdict } from '../core/verdict.ts';

/** A verdict in words: never told by colour alone. */
export const VERDICT_WORDS: Readonly<
  Record<Verdict, { glyph: string; word: string; means: string }>
> = {
  passed: { glyph: '✓', word: 'Passed', means: 'every guarantee and every objective held' },
  missed: { glyph: '!', word: 'Missed', means: 'safe, but an objective or a step failed' },
  inconclusive: { glyph: '?', word: 'Inconclusive', means: 'too little evidence to say anything' },
  broken: { glyph: '⚡', word: 'Broken', means: 'the harness or its environment failed, not etcd' },
  unsafe: { glyph: '✕', word: 'Unsafe', means: 'a guarantee of etcd was violated' },
};

const OBJECTIVE_WORDS: Readonly<Record<string, string>> = {
  rto: 'Recovery time (RTO)',
  'rpo.writes': 'Acknowledged writes lost',
  'rpo.bytes': 'Bytes lost',
  'rpo.revisions': 'Revisions lost',
  'rpo.seconds': 'Time span lost',
  'rpo.undone-deletes': 'Deletes undone',
  'unavailability.seconds': 'Writes unavailable',
  'leader.changes': 'Leader changes',
  'leaderless.seconds': 'Time without a leader',
  'proposals.failed': 'Failed proposals',
  'latency.recovery': 'p90 after, against before',
};

/** An objective's name as people say it; the wire name where there is no other. */
export function objectiveWords(name: string): string {
  const latency = /^latency\.(p\d+)\.(\w+)$/.exec(name);
  if (latency !== null) return `Write latency ${latency[1]}, ${latency[2]}`;
  return OBJECTIVE_WORDS[name] ?? name;
}

/** `1.36 s`, `12,345 writes`, `1.2×`: a value in its unit, in the shortest readable form. */
export function quantity(value: number, unit: string): string {
  if (unit === 's') return inSeconds(value);
  if (unit === 'ms') return formatDuration(Math.round(value * 1e6));
  if (unit === 'ratio') return `${Number(value.toPrecision(3))}×`;
  if (unit === 'bytes') return byteSize(value);
  return value === 1 ? `1 ${unit.replace(/s$/, '')}` : `${count(value)} ${unit}`;
}

/** A value with its error bar, or a dash when nothing was measured. */
export function withError({
  value,
  unit,
  plusMinus,
}: Omit<ObjectiveResult, 'name' | 'status' | 'bound'>): string {
  if (value === null) return '—';
  return plusMinus === 0
    ? quantity(value, unit)
    : `${quantity(value, unit)} ± ${quantity(plusMinus, unit)}`;
}

export const inSeconds = (value: number): string => formatDuration(seconds(value));

/** Thousands apart; at most three digits behind the point. */
export const count = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 3 });

function byteSize(bytes: number): string {
  if (bytes < 1000) return `${count(bytes)} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${Number(size.toPrecision(3))} ${unit}`;
}

/** `1 fault`, `2 faults`. */
export const plural = (n: number, noun: string): string =>
  `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
