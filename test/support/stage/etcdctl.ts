import assert from 'node:assert/strict';
import { seconds } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';

/** What an administrator does on a member itself: nobody records it. */
export async function etcdctl({ machine }: Member, ...args: readonly string[]): Promise<void> {
  const { host, port } = await machine.endpoint('client');
  const { code, stdout, stderr } = await machine.tool(
    'etcdctl',
    [`--endpoints=${host}:${port}`, ...args],
    seconds(10),
  );
  assert.equal(code, 0, `etcdctl ${args.join(' ')}: ${stdout}${stderr}`);
}
