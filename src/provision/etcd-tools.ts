import { checkBinary } from './check-binary.ts';
import { hasEtcdutl } from './etcd-version.ts';
import type { Arch } from './provision-context.ts';

export type EtcdTool = 'etcd' | 'etcdctl' | 'etcdutl';

/** The programs that make up an etcd of this version, the server first. */
export function etcdTools(version: string): EtcdTool[] {
  return hasEtcdutl(version) ? ['etcd', 'etcdctl', 'etcdutl'] : ['etcd', 'etcdctl'];
}

/** How each program is asked for its version, and how it answers. */
export const VERSION_QUESTION = {
  etcd: { ask: ['--version'], answer: /^etcd Version: (\S+)/m },
  etcdctl: { ask: ['version'], answer: /^etcdctl version: (\S+)/m },
  etcdutl: { ask: ['version'], answer: /^etcdutl version: (\S+)/m },
} as const satisfies Record<EtcdTool, { ask: readonly string[]; answer: RegExp }>;

/** Refuses programs that do not run or are of another version. @throws {WayFailed} */
export async function checkEtcdTools(
  tools: readonly EtcdTool[],
  { folder, arch, version, way }: { folder: string; arch: Arch; version: string; way: string },
): Promise<void> {
  for (const tool of tools) {
    const path = `${folder}/${tool}`;
    await checkBinary({ path, arch, version, way, ...VERSION_QUESTION[tool] });
  }
}
