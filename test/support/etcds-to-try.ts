import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ETCD_VERSION } from '../../src/provision/defaults.ts';
import type { EtcdAsked } from '../../src/provision/etcd-asked.ts';

/**
 * The etcds that contract tests run on: the default one, and every folder under
 * $DOOMSDAY_TEST_ETCD_DIR that holds bin/etcd (older versions take long to build).
 */
export function etcdsToTry(): { name: string; asked: EtcdAsked }[] {
  const version = DEFAULT_ETCD_VERSION;
  const first = { name: `etcd ${version}`, asked: { kind: 'version', version } } as const;
  const folder = process.env['DOOMSDAY_TEST_ETCD_DIR'];
  if (folder === undefined) return [first];
  const others = readdirSync(folder)
    .map((name) => ({ name, path: join(folder, name, 'bin') }))
    .filter(({ path }) => existsSync(join(path, 'etcd')))
    .map(({ name, path }) => ({ name, asked: { kind: 'path', path } as const }));
  return [first, ...others.filter(({ name }) => !name.endsWith(version))];
}
