import type { ProvisionContext } from './provision-context.ts';

/** Where an etcd version lies in the cache. */
export const etcdKey = (version: string, { arch }: Pick<ProvisionContext, 'arch'>): string =>
  `etcd/${version}-linux-${arch}`;
