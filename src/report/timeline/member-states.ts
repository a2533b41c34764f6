import { seconds } from '../../core/duration.ts';
import type { DrillRecord, FaultLine, Ns, SampleLine } from '../../history/types.ts';
import { byTime } from '../../objectives/leadership.ts';
import { secondsOf, type Span } from './span.ts';

export type MemberState = 'leader' | 'follower' | 'leaderless' | 'paused' | 'down' | 'lost';

/** What one member was for a while. */
export interface MemberSpan extends Span {
  readonly state: MemberState;
  readonly term: string | undefined;
}

/**
 * The lane of each member, in the order of their names: runs of equal samples, each lasting until
 * the next sample; `lost` and `paused` come from the faults, because a member cannot say either.
 * A longer gap than two seconds stays empty: nobody looked.
 */
export function memberStates(record: DrillRecord): Map<string, MemberSpan[]> {
  const byMember = Map.groupBy(byTime(record.samples), ({ member }) => member);
  const names = new Set([...Object.keys(record.header.etcd), ...byMember.keys()]);
  return new Map(
    [...names].sort().map((name) => {
      const samples = byMember.get(name) ?? [];
      const harms = harmsOf(record.faults, name, samples);
      return [name, harms.reduce(overlaid, spansOf(samples))];
    }),
  );
}

const LONGEST_GAP: Ns = seconds(2);

function spansOf(samples: readonly SampleLine[]): MemberSpan[] {
  const spans: MemberSpan[] = [];
  samples.forEach((sample, i) => {
    const next = samples[i + 1]?.at ?? sample.at;
    const until = next - sample.at > LONGEST_GAP ? sample.at : next;
    const span = { from: secondsOf(sample.at), to: secondsOf(until), ...seen(sample) };
    const last = spans.at(-1);
    if (last === undefined || !continues(last, span)) spans.push(span);
    else spans[spans.length - 1] = { ...last, to: span.to };
  });
  return spans;
}

const continues = (a: MemberSpan, b: MemberSpan): boolean =>
  a.to === b.from && a.state === b.state && a.term === b.term;

function seen({ up, leader, member, term }: SampleLine): Pick<MemberSpan, 'state' | 'term'> {
  if (!up) return { state: 'down', term: undefined };
  if (leader === undefined || leader === '') return { state: 'leaderless', term };
  return { state: leader === member ? 'leader' : 'follower', term };
}

/** A lost machine is lost until something of its name serves again. */
function harmsOf(
  faults: readonly FaultLine[],
  member: string,
  samples: readonly SampleLine[],
): MemberSpan[] {
  const bites = faults.filter((f) => f.phase === 'bites' && f.ok && f.targets.includes(member));
  const last = samples.at(-1)?.at ?? 0;
  return bites.flatMap((fault): MemberSpan[] => {
    const begin = phaseOf(faults, fault.id, 'inject')?.from ?? fault.from;
    const over = { from: secondsOf(begin), term: undefined };
    if (fault.name === 'lose') {
      const again = samples.find(({ at, up }) => up && at > fault.to)?.at ?? last;
      return [{ ...over, to: secondsOf(again), state: 'lost' }];
    }
    const healed = phaseOf(faults, fault.id, 'heal')?.to ?? last;
    return fault.name === 'pause' ? [{ ...over, to: secondsOf(healed), state: 'paused' }] : [];
  });
}

const phaseOf = (faults: readonly FaultLine[], id: number, phase: FaultLine['phase']) =>
  faults.find((f) => f.id === id && f.phase === phase);

/** The spans with `over` on top of what was there. */
function overlaid(spans: readonly MemberSpan[], over: MemberSpan): MemberSpan[] {
  const before = spans.filter(({ from }) => from < over.from);
  const after = spans.filter(({ to }) => to > over.to);
  return [
    ...before.map((span) => ({ ...span, to: Math.min(span.to, over.from) })),
    over,
    ...after.map((span) => ({ ...span, from: Math.max(span.from, over.to) })),
  ];
}
