/** What a scenario would be played on, known before anything starts. */
export interface Surroundings {
  readonly runtime: 'docker' | 'process';
  /** etcd's version, `3.5.4`. */
  readonly etcd: string;
  readonly members: number;
}

/** Something that a fault cannot do without. */
export interface Need {
  /** `etcd 3.5 or newer`. */
  readonly what: string;
  /** Why the need is not met here; undefined = it is. */
  unmet(around: Surroundings): string | undefined;
}
