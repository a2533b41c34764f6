import type {
  DrillRecord,
  EpochLine,
  FaultLine,
  HeaderLine,
  MarkLine,
  OpLine,
  SampleLine,
} from '../../src/history/types.ts';

/** Seconds of a drill as the record's nanoseconds. */
export const at = (seconds: number): number => Math.round(seconds * 1e9);

export const header = (more: Partial<HeaderLine> = {}): HeaderLine => ({
  t: 'header',
  format: 'doomsday-history',
  version: 1,
  run: 'r1',
  seed: '0x5eed',
  startedAt: '2026-11-21T00:00:00.000Z',
  scene: 'three-members',
  etcd: { m1: '3.7.1', m2: '3.7.1', m3: '3.7.1' },
  prefixes: ['load/'],
  probeEveryNs: at(0.02),
  ...more,
});

/** A record that is empty but for what is given. */
export const record = (parts: Partial<DrillRecord> = {}): DrillRecord => ({
  header: header(),
  ops: [],
  watches: [],
  faults: [],
  epochs: [],
  states: [],
  samples: [],
  marks: [],
  ended: true,
  dropped: 0,
  ...parts,
});

let ids = 0;

type OpParts = { from: number; to: number | null } & Partial<OpLine>;

/** A put that was called at `from` and answered at `to` seconds; acknowledged unless told otherwise. */
export function put({ from, to, ...more }: OpParts & { rev?: string }): OpLine {
  const { rev = '2', ...rest } = more;
  const outcome = more.outcome ?? 'ok';
  return {
    t: 'op',
    id: ++ids,
    client: 1,
    member: 'm1',
    epoch: 1,
    call: at(from),
    ret: to === null ? null : at(to),
    outcome,
    req: { op: 'put', key: 'load/k1', value: 'v1' },
    res: outcome === 'ok' ? { rev } : null,
    ...rest,
  };
}

export const get = (parts: OpParts): OpLine => {
  const req = { op: 'get', key: 'load/k1' } as const;
  const answer = parts.outcome === undefined ? { res: { rev: '2', count: 0, kvs: [] } } : {};
  return put({ req, ...answer, ...parts });
};

/** A delete that removed one key. */
export const del = (parts: OpParts & { rev: string }): OpLine => {
  const { rev, ...rest } = parts;
  return put({ req: { op: 'delete', key: 'load/k1' }, res: { rev, deleted: 1 }, ...rest });
};

export const mark = (name: string, seconds: number, detail?: MarkLine['detail']): MarkLine => ({
  t: 'mark',
  name,
  at: at(seconds),
  ...(detail === undefined ? {} : { detail }),
});

export const restore = (seconds: number, revision: string): EpochLine => ({
  t: 'epoch',
  n: 2,
  at: at(seconds),
  cause: 'restore',
  snapshot: { revision, takenAt: 0, member: 'm2' },
  bump: '1000000000',
  markCompacted: true,
});

type SampleParts = Partial<SampleLine>;

export const sample = (member: string, seconds: number, parts: SampleParts = {}): SampleLine => ({
  t: 'sample',
  at: at(seconds),
  member,
  up: true,
  ...parts,
});

export const fault = (parts: Partial<FaultLine> & Pick<FaultLine, 'phase'>): FaultLine => ({
  t: 'fault',
  id: 1,
  name: 'isolate',
  targets: ['m1'],
  from: 0,
  to: 0,
  ok: true,
  evidence: 'done',
  ...parts,
});
