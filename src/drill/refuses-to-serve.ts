import { lastWords } from '../cluster/log-since.ts';
import { note, stepOrder, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

const LOG_LINES = 100;

/** Demands that the members that the last fault hit have ended by themselves, and says why. */
export async function refusesToServe(drill: Drill): Promise<void> {
  const targets = drill.injections.at(-1)?.targets;
  if (targets === undefined) throw stepOrder('a fault', 'When a WAL segment of … is deleted');
  for (const { name, machine } of targets) {
    const said = lastWords((await machine.logTail(LOG_LINES)).split('\n')) ?? 'nothing of weight';
    if (machine.state !== 'stopped') throw itRuns(name, machine.state, said);
    note(drill, `${name} refuses to serve: ${said}`);
  }
}

const itRuns = (name: string, state: string, said: string) =>
  expectationFailed({
    message: `${name} should have refused to serve and did not`,
    expected: 'a process that ended by itself',
    observed: `it is ${state}; its log: ${said}`,
  });
