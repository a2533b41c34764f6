import type { Metrics } from './parse-metrics.ts';

/**
 * Bytes of raft messages that a member counted since its start, by the other end's id in hex.
 * `sent` grows when a message is written to a stream, also when the network drops it afterwards;
 * `received` grows when one was read. The streams' own keep-alives (4 bytes, every 1.7 s) count as
 * sent to the peer and as received from "0".
 * Source: etcd server/etcdserver/api/rafthttp/stream.go, sentBytes and receivedBytes.
 */
export interface PeerTraffic {
  readonly sent: ReadonlyMap<string, number>;
  readonly received: ReadonlyMap<string, number>;
}

/** Picks it out of a member's metrics. Names are those of etcd 3.4 to 3.7. */
export const peerTraffic = (metrics: Metrics): PeerTraffic => ({
  sent: byPeer(metrics, 'etcd_network_peer_sent_bytes_total', 'To'),
  received: byPeer(metrics, 'etcd_network_peer_received_bytes_total', 'From'),
});

/** A member's own id in hex, as its metrics tell it; a member that has just begun tells none. */
export const idTold = (metrics: Metrics): string | undefined =>
  metrics.get('etcd_server_id')?.[0]?.labels['server_id'];

/** A counter of each peer, by the id in `label`. */
export const byPeer = (metrics: Metrics, name: string, label: string): Map<string, number> =>
  new Map((metrics.get(name) ?? []).map(({ labels, value }) => [labels[label] ?? '', value]));
