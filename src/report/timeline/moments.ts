import type { CheckResult } from '../../core/check-result.ts';
import type { DrillResult } from '../../core/run-result.ts';
import { MARK } from '../../history/marks.ts';
import type { DrillRecord, MarkLine } from '../../history/types.ts';
import { worstOutage } from '../../objectives/outage.ts';
import { secondsOf } from './span.ts';

/** An instant worth a line through the timeline. */
export interface Moment {
  readonly at: number;
  readonly kind: 'loss' | 'decision' | 'epoch' | 'back' | 'snapshot' | 'refused' | 'violation';
  readonly label: string;
  readonly detail: string;
  /** What explains it, as an anchor of the page. */
  readonly anchor?: string;
}

/** Loss, decision, new epochs and the first acknowledged write, in order of time. */
export function turningPoints(record: DrillRecord): Moment[] {
  const marks = record.marks.flatMap((mark): Moment[] => {
    const at = secondsOf(mark.at);
    if (mark.name === MARK.loss) {
      return [{ at, kind: 'loss', label: 'quorum lost', detail: detailOf(mark) }];
    }
    if (mark.name !== MARK.decision) return [];
    return [{ at, kind: 'decision', label: 'decision', detail: detailOf(mark) }];
  });
  const epochs = record.epochs.map(({ n, at, cause, snapshot }): Moment => {
    const detail = `${cause} from revision ${snapshot.revision}, taken from ${snapshot.member}`;
    return { at: secondsOf(at), kind: 'epoch', label: `epoch ${n}`, detail };
  });
  const back = worstOutage(record)?.firstWrite;
  const first: Moment[] =
    back === undefined
      ? []
      : [
          {
            at: secondsOf(Number(back.ret)),
            kind: 'back',
            label: 'first write',
            detail: `the first acknowledged write of epoch ${back.epoch}, through ${back.member}`,
          },
        ];
  return [...marks, ...epochs, ...first].sort((a, b) => a.at - b.at);
}

/** Snapshots saved, and those examined and refused. */
export function snapshots(record: DrillRecord): Moment[] {
  return record.marks.flatMap((mark): Moment[] => {
    const at = secondsOf(mark.at);
    const { member, revision, reason, file } = mark.detail ?? {};
    if (mark.name === MARK.snapshotRefused) {
      const detail = `${String(file ?? 'a snapshot')}: ${String(reason ?? 'refused')}`;
      return [{ at, kind: 'refused', label: 'refused', detail }];
    }
    if (mark.name !== MARK.snapshot) return [];
    const detail = `from ${String(member ?? '?')} at revision ${String(revision ?? '?')}`;
    return [{ at, kind: 'snapshot', label: 'snapshot', detail }];
  });
}

/** Where a check of a drill stands on the page. */
export const checkAnchor = (drill: number, { name }: Pick<CheckResult, 'name'>): string =>
  `drill-${drill}-${name}`;

/** Where the operations lie that witnesses rest on. */
export function witnessMoments(
  record: DrillRecord,
  { drill, checks }: Pick<DrillResult, 'drill' | 'checks'>,
): Moment[] {
  const byId = new Map(record.ops.map((op) => [op.id, op]));
  return checks.flatMap((check) => {
    const told = {
      kind: 'violation',
      label: check.name,
      anchor: checkAnchor(drill, check),
    } as const;
    return check.witnesses.flatMap(({ why, operations }) =>
      operations.flatMap((id): Moment[] => {
        const op = byId.get(id);
        return op === undefined ? [] : [{ ...told, at: secondsOf(op.call), detail: why }];
      }),
    );
  });
}

const detailOf = ({ detail }: MarkLine): string =>
  Object.entries(detail ?? {})
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
