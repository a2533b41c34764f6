import { seconds, nanos } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { sameHash } from '../../cluster/same-hash.ts';
import { serves } from '../../cluster/serves.ts';
import { lastWords } from '../../cluster/log-since.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { serving } from '../serving.ts';

/**
 * An empty member gets everything from its leader first. One that joins by a snapshot may find its
 * own publication inside, waits for it for 5 s and two election timeouts, and publishes again:
 * docs/findings.md.
 */
const CATCH_UP = seconds(40);

/** Looks until each target serves and hashes as another member that serves; after a recovery, until
 * the recovered members serve. */
export async function provenReplaced(world: FaultWorld): Promise<string> {
  const { cluster, current, targets, proveWithin, signal } = world;
  const members = current() === cluster ? targets : current().members;
  const limits = { within: nanos(proveWithin + CATCH_UP), signal };
  const looks = members.map((member) =>
    eventually(`${member.name} serves what the others do`, () => replaced(member, world), limits),
  );
  return (await Promise.all(looks)).join('; ');
}

async function replaced(member: Member, { current }: FaultWorld): Promise<string> {
  if (!(await serves(member))) throw new Error(`it does not serve: ${await lastSaid(member)}`);
  const [other] = await serving(current(), member);
  if (other === undefined) return alone(member, current());
  const hash = await sameHash({ members: [member, other] });
  return `${member.name} serves; its HashKV equals that of ${other.name}: ${hash}`;
}

/** @throws while another one runs: its answer may be late on a busy machine. */
function alone(member: Member, { members }: Cluster): string {
  const others = members.filter((one) => one !== member && one.machine.state === 'running');
  if (others.length === 0) return `${member.name} serves, alone`;
  throw new Error(
    `no answer yet from ${others.map(({ name }) => name).join(', ')}, to compare with`,
  );
}

const LOG_LINES = 12;

async function lastSaid({ machine }: Member): Promise<string> {
  const tail = await machine.logTail(LOG_LINES);
  return `${machine.state}, ${lastWords(tail.split('\n')) ?? 'without a word'}`;
}
