import type {
  DrillRecord,
  EpochLine,
  FaultLine,
  HeaderLine,
  KeyValue,
  OpLine,
  Request,
  Response,
  StateLine,
  WatchLine,
} from '../../../src/history/types.ts';

/** Writes records for tests by hand: every call takes 10 ns and the next begins 10 ns later. */
export class RecordBuilder {
  readonly ops: OpLine[] = [];
  readonly watches: WatchLine[] = [];
  readonly states: StateLine[] = [];
  readonly epochs: EpochLine[] = [];
  now = 0;
  epoch = 1;
  prefixes: string[] = [];
  etcd: Record<string, string> = { m1: '3.6.14' };
  initial: HeaderLine['initial'];
  ended = true;
  readonly faults: FaultLine[] = [];

  op(req: Request, rest: Partial<OpLine> = {}): this {
    const id = this.ops.length + 1;
    const call = (this.now += 10);
    const ret = (this.now += 10);
    const who = { id, client: id, member: 'm1', epoch: this.epoch };
    this.ops.push({ t: 'op', ...who, call, ret, outcome: 'ok', req, res: null, ...rest });
    return this;
  }

  /** An acknowledged operation. */
  ok(req: Request, rev: number, res: Partial<Response> = {}, rest: Partial<OpLine> = {}): this {
    return this.op(req, { res: { rev: String(rev), ...res }, ...rest });
  }

  put(key: string, value: string, rev: number, rest: Partial<OpLine> = {}): this {
    return this.ok({ op: 'put', key, value }, rev, {}, rest);
  }

  remove(key: string, rev: number, deleted = 1): this {
    return this.ok({ op: 'delete', key }, rev, { deleted });
  }

  get(key: string, rev: number, found?: KeyValue, rest: Partial<OpLine> = {}): this {
    const kvs = found === undefined ? [] : [found];
    return this.ok({ op: 'get', key }, rev, { count: kvs.length, kvs }, rest);
  }

  /** A call that nobody knows the fate of. */
  lost(req: Request): this {
    return this.op(req, { outcome: 'info', ret: null });
  }

  refused(req: Request): this {
    return this.op(req, { outcome: 'fail' });
  }

  restore(revision: number, bump = 0): this {
    this.epoch += 1;
    this.epochs.push({
      t: 'epoch',
      n: this.epoch,
      at: (this.now += 10),
      cause: 'restore',
      snapshot: { revision: String(revision), takenAt: 0, member: 'm1' },
      bump: String(bump),
      markCompacted: bump > 0,
    });
    return this;
  }

  state(
    revision: number,
    kvs: readonly KeyValue[],
    occasion: StateLine['occasion'],
    rest: Partial<StateLine> = {},
  ): this {
    const line = { t: 'state', epoch: this.epoch, member: 'm1', at: (this.now += 10) } as const;
    const what = {
      read: 'linearizable',
      revision: String(revision),
      compactRevision: '0',
    } as const;
    this.states.push({ ...line, ...what, kvs, occasion, ...rest });
    return this;
  }

  watch(kind: WatchLine['kind'], rest: Partial<WatchLine> = {}): this {
    const at = (this.now += 10);
    const who = { id: 1, client: 100, member: 'm1', epoch: this.epoch };
    this.watches.push({ t: 'watch', ...who, at, kind, ...rest });
    return this;
  }

  fault(id: number, phase: FaultLine['phase'], targets: string[]): this {
    const from = (this.now += 10);
    const to = (this.now += 10);
    const what = { name: 'disk-stall', targets, phase, from, to, ok: true, evidence: '' };
    this.faults.push({ t: 'fault', id, ...what });
    return this;
  }

  get record(): DrillRecord {
    return {
      header: {
        t: 'header',
        format: 'doomsday-history',
        version: 1,
        run: 'test',
        seed: '0x1',
        startedAt: '2026-01-01T00:00:00.000Z',
        scene: 'test',
        etcd: this.etcd,
        prefixes: this.prefixes,
        ...(this.initial === undefined ? {} : { initial: this.initial }),
      },
      ops: this.ops,
      watches: this.watches,
      faults: this.faults,
      epochs: this.epochs,
      states: this.states,
      samples: [],
      marks: [],
      ended: this.ended,
      dropped: 0,
    };
  }
}

export const build = (): RecordBuilder => new RecordBuilder();

/** A key that was put once, or as told. */
export function kv(
  key: string,
  value: string,
  mod: number,
  rest: Partial<KeyValue> = {},
): KeyValue {
  const once = { create: String(mod), mod: String(mod), version: '1', lease: '0' };
  return { key, value, ...once, ...rest };
}
