import type { PlainHistory, PlainModel, PlainOp } from '../../history/plain-history.ts';
import { recorderFault } from '../recorder-fault.ts';

/** One line of a log that tells calls and returns apart. */
export interface LoggedEvent {
  readonly line: number;
  readonly process: string;
  readonly type: 'invoke' | 'ok' | 'fail' | 'info';
  readonly f: PlainOp['f'];
  readonly key: string;
  readonly value: PlainOp['input'] | undefined;
}

/**
 * Joins calls and returns. Such logs have no times: their order is the real time. A failed cas did
 * not swap; anything else that failed did not happen; `info` and a missing return are unknown.
 * @throws {DoomsdayError} RECORDER_FAULT: a return without its call, or a call inside a call.
 */
export function pairEvents(
  file: string,
  model: PlainModel,
  events: readonly LoggedEvent[],
): PlainHistory {
  type Open = { -readonly [Name in keyof PlainOp]: PlainOp[Name] };
  const open = new Map<string, Open>();
  const ops: Open[] = [];
  const dropped = new Set<Open>();
  events.forEach((event, at) => {
    const { process, type, f, key, value, line } = event;
    const where = `${file}:${line}`;
    const call = open.get(process);
    if (type === 'invoke') {
      if (call !== undefined) throw badOrder(where, `process ${process} calls inside its own call`);
      const input = value ?? null;
      const op = { id: ops.length + 1, process, f, key, input, line };
      const started: Open = { ...op, output: undefined, call: at, ret: Infinity };
      ops.push(started);
      open.set(process, started);
      return;
    }
    if (call === undefined) throw badOrder(where, `process ${process} returns without a call`);
    open.delete(process);
    if (type === 'info') return;
    if (type === 'fail' && f !== 'cas') {
      dropped.add(call);
      return;
    }
    call.ret = at;
    if (f === 'cas') call.output = type === 'ok';
    else if (f === 'read' || f === 'get') call.output = (value ?? null) as PlainOp['output'];
  });
  return { model, ops: ops.filter((op) => !dropped.has(op)) };
}

const badOrder = (where: string, observed: string): Error =>
  recorderFault(where, 'every process calls, then returns, then calls again', observed);
