/** The versions that are meant when nobody says otherwise, and where they are published. */
export const DEFAULT_ETCD_VERSION = '3.7.1';
/** Before 3.4 neither the flags nor the snapshot tools are what the drills rely on. */
export const OLDEST_ETCD_LINE = '3.4';
export const TOXIPROXY_VERSION = '2.12.0';

/** Folders of official releases; a release's files are at `<base>/v<version>/<file>`. */
export const RELEASES = {
  etcd: 'https://github.com/etcd-io/etcd/releases/download',
  toxiproxy: 'https://github.com/Shopify/toxiproxy/releases/download',
} as const;
export type Releases = Readonly<Record<keyof typeof RELEASES, string>>;
