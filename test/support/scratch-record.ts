import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClock } from '../../src/core/clock.ts';
import type { OpLine, WatchLine } from '../../src/history/types.ts';
import { openRecorder, type Recorder } from '../../src/record/recorder.ts';
import { header } from './record-parts.ts';

/** A real recorder that writes into a folder of its own, and what it has recorded so far. */
export interface ScratchRecord extends AsyncDisposable {
  readonly sink: Recorder;
  readonly ops: readonly OpLine[];
  readonly watches: readonly WatchLine[];
}

export async function scratchRecord(): Promise<ScratchRecord> {
  const folder = await mkdtemp(join(tmpdir(), 'record-'));
  const { t: _t, format: _f, version: _v, startedAt: _s, ...given } = header();
  const file = join(folder, 'history.ndjson');
  const sink = await openRecorder({ file, clock: startClock(), header: given });
  const ops: OpLine[] = [];
  const watches: WatchLine[] = [];
  sink.onOp((op) => ops.push(op));
  const write = sink.write.bind(sink);
  sink.write = (line) => {
    write(line);
    if (line.t === 'watch') watches.push(line);
  };
  return {
    sink,
    ops,
    watches,
    [Symbol.asyncDispose]: async () => {
      await sink.close();
      await rm(folder, { recursive: true });
    },
  };
}
