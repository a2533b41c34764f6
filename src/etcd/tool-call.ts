/** What a machine is asked to run: one of etcd's tools and its arguments. */
export interface ToolCall {
  readonly tool: 'etcdctl' | 'etcdutl';
  readonly args: string[];
}
