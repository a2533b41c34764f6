/** What `doomsday clean` did with one thing. */
export interface Cleaned {
  readonly what: 'run' | 'containers' | 'docker' | 'cache' | 'report';
  readonly name: string;
  readonly done: 'removed' | 'would go' | 'left alone';
  readonly why?: string;
}
