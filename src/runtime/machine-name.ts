import { HarnessBug } from '../core/doomsday-error.ts';

/** A name that is safe as host name, file name, container name and in a URL: returned as it is. */
export function checkedName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,40}$/i.test(name)) return name;
  throw new HarnessBug(`a machine cannot be named ${JSON.stringify(name)}`);
}
