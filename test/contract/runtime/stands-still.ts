import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshId } from '../../../src/core/rng.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { serves, singleMember } from './single-member.ts';
import type { Subject } from './subject.ts';

const PAUSES = 100;
/** So many clients keep several threads of etcd at work at any moment. */
const ASKERS = 6;

/** A member that answers as fast as it can is paused again and again. */
export function pausedStandsStill(kind: string, make: (folder: string) => Promise<Subject>): void {
  test(`${kind}: when pause returns, no thread of the member runs`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), `doomsday-paused-${kind}-`));
    const run = `paused-${freshId()}`;
    const subject = await make(folder);
    {
      await using runtime = await subject.start({ run, logDir: join(folder, 'l'), clientLinks: 1 });
      const solo = await singleMember(runtime, openLinks(runtime.toxiproxy), 'solo');
      await solo.machine.start(solo.plan);
      await serves(solo);
      const pid = await subject.etcdPid(run, solo.machine);
      if (pid === undefined) return t.skip('the engine has a kernel of its own');
      await using _ = askersOf(await solo.machine.endpoint('client'));
      const moving: string[] = [];
      for (let n = 0; n < PAUSES; n++) {
        await solo.machine.pause();
        const states = threadStates(pid);
        if (!/^[TD]+$/.test(states)) moving.push(states);
        await solo.machine.resume();
      }
      t.diagnostic(`${PAUSES} pauses, ${threadStates(pid).length} threads`);
      assert.deepEqual(moving, []);
    }
    await rm(folder, { recursive: true });
  });
}

/** A letter a thread, at once: nothing else happens in between. Source: proc_pid_stat(5). */
function threadStates(pid: number): string {
  const states = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
  });
  return states.join('');
}

/** Clients that ask for all metrics, each again and again, until they are disposed of. */
function askersOf({ host, port }: Endpoint): AsyncDisposable {
  const over = new AbortController();
  const { signal } = over;
  const ask = async (): Promise<void> => {
    while (!signal.aborted) {
      await fetch(`http://${host}:${port}/metrics`, { signal })
        .then((answer) => answer.arrayBuffer())
        .catch(() => undefined);
    }
  };
  const asking = Array.from({ length: ASKERS }, ask);
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await Promise.all(asking);
    },
  };
}
