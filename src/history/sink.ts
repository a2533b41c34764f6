import type { InvokeLine, Line, OpLine, Request } from './types.ts';

/** Who calls: fixed for one client. A client id is never used again after an `info`. */
export interface Caller {
  readonly client: number;
  readonly member: string;
  readonly epoch: number;
  readonly probe?: true;
}

/** Where clients report to. The recorder implements it; nothing else keeps operations. */
export interface HistorySink {
  /** Nanoseconds since the drill's start. */
  now(): number;
  /** A client id that nobody had before. */
  nextClient(): number;
  /** A watch id that nobody had before. */
  nextWatch(): number;
  /** Writes the `invoke` line before the call is sent and returns it. */
  invoke(caller: Caller, req: Request): InvokeLine;
  /** Writes the `op` line. `ret` is the moment at which the client learnt the outcome. */
  settle(
    invoked: InvokeLine,
    end: Pick<OpLine, 'ret' | 'outcome' | 'res' | 'err' | 'hdr' | 'connectNs'>,
  ): OpLine;
  /** Writes any other line. */
  write(line: Exclude<Line, { t: 'invoke' | 'op' }>): void;
}
