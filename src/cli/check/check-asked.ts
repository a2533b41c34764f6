/** Our own history.ndjson; a Jepsen register log; EDN of Knossos or of a key-value test. */
export const FORMATS = ['doomsday', 'jepsen', 'edn'] as const;
export type HistoryFormat = (typeof FORMATS)[number];

/** `etcd` judges by revisions; the others by a search for an order of values. */
export const MODELS = ['etcd', 'register', 'kv'] as const;
export type HistoryModel = (typeof MODELS)[number];

/** What the command line says of a history; what it leaves out is told from the file. */
export interface CheckAsked {
  readonly format?: HistoryFormat;
  readonly model?: HistoryModel;
}
