import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Programs } from './parts.ts';
import type { ToolName } from './runtime.ts';

/** @throws {DoomsdayError} NO_SUCH_TOOL: etcdutl exists from etcd 3.5 on. */
export function programOf(programs: Programs, tool: ToolName): string {
  const path = programs[tool];
  if (path !== undefined) return path;
  throw new DoomsdayError({
    code: 'NO_SUCH_TOOL',
    message: `${tool} does not exist for this etcd: ${programs.etcd}`,
    likely: tool === 'etcdutl' ? 'the version is older than 3.5' : 'the image holds etcd alone',
  });
}

/** @throws {DoomsdayError} VERSION_NOT_PROVISIONED when the run was not prepared for `version`. */
export function ofVersion<T>(provisioned: ReadonlyMap<string, T>, version: string): T {
  const found = provisioned.get(version);
  if (found !== undefined) return found;
  throw new DoomsdayError({
    code: 'VERSION_NOT_PROVISIONED',
    message: `etcd ${version} was not provisioned for this run`,
    expected: `one of ${[...provisioned.keys()].join(', ')}`,
  });
}
