import { openAsker, type Asker } from './ask.ts';
import type { EtcdEndpoint } from './connect.ts';

const open = new Map<string, Asker>();

/** The process's one connection to an endpoint for the harness's own questions; dialled when used. */
export function askerFor({ host, port }: EtcdEndpoint): Asker {
  const name = `${host}:${port}`;
  let asker = open.get(name);
  if (asker === undefined) open.set(name, (asker = openAsker({ host, port })));
  return asker;
}

/** Drops all of them: a new drill has new members, perhaps at old addresses. */
export function closeAskers(): void {
  for (const asker of open.values()) asker.close();
  open.clear();
}
