import { eventually } from '../core/eventually.ts';
import { isReadOnly } from '../history/is-read-only.ts';
import { loadOf, note, stepOrder, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

/** So many that the damage of a part of the keys is met by some. */
const READS = 50;

/** Waits until the members that the last fault hit have answered 50 reads of clients since now. */
export async function clientsReadFromIt(drill: Drill): Promise<void> {
  loadOf(drill);
  const { recorder, scene, signal } = drill;
  const targets = drill.injections.at(-1)?.targets;
  if (targets === undefined) throw stepOrder('a fault', 'When bits flip in the stored values of …');
  const names = new Set(targets.map(({ name }) => name));
  let reads = 0;
  const stop = recorder.onOp(({ member, outcome, req, probe }) => {
    if (names.has(member) && outcome === 'ok' && probe !== true && isReadOnly(req)) reads += 1;
  });
  const within = scene.deadlines.steady;
  try {
    await eventually('reads are answered', () => reads >= READS, { within, signal });
  } catch {
    signal.throwIfAborted();
    throw expectationFailed({
      message: `${[...names].join(', ')} answered too few reads`,
      expected: `${READS} answered reads`,
      observed: `${reads}`,
    });
  } finally {
    stop();
  }
  note(drill, `${[...names].join(', ')} answered ${reads} reads`);
}
