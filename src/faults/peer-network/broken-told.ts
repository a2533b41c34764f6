import type { Member } from '../../cluster/member.ts';

/** What each member's log says since the harm began. */
export type LogsOf = ReadonlyMap<Member, () => Promise<string[]>>;

/**
 * What a sender and a receiver log; before the db goes the raft message, of some 9 kB.
 * Source: rafthttp/snapshot_sender.go and http.go, snapshotHandler.
 */
const BROKEN = [
  /failed to send database snapshot/,
  /failed to (save incoming database snapshot|decode Raft message)/,
];

/** The newest line of either end, with who said it: two where both have said something. */
export async function brokenTold(logs: LogsOf): Promise<string[]> {
  const found = new Map<RegExp, string>();
  for (const [{ name }, read] of logs) {
    for (const line of await read()) {
      const end = BROKEN.find((words) => words.test(line));
      if (end !== undefined) found.set(end, `${name}: ${wordsOf(line)}`);
    }
  }
  return BROKEN.flatMap((end) => found.get(end) ?? []);
}

function wordsOf(line: string): string {
  const { msg, bytes, error } = JSON.parse(line) as { msg: string; bytes?: number; error: string };
  return `${msg}${bytes === undefined ? '' : ` of ${bytes} bytes`}: ${error}`;
}
