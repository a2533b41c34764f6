/** Which etcd somebody wants, as `--etcd VERSION|PATH|IMAGE` and scenes say it. */
export type EtcdAsked =
  | { readonly kind: 'version'; readonly version: string }
  /** Absolute; a folder holding etcd, etcdctl and etcdutl, or the etcd binary itself. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'image'; readonly ref: string };
