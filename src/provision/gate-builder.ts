import type { Progress } from '../core/progress.ts';

/** Builds the gate where the Go tool is not installed; the runtime offers a container for it. */
export interface GateBuilder {
  /** `golang image`: for progress lines and errors. */
  readonly name: string;
  /**
   * Builds the Go module in `sources` into the file `output`, static, for linux/`arch`.
   * @returns where it was built, for the record: `golang:1.26@sha256:…`.
   */
  build(request: {
    sources: string;
    arch: 'amd64' | 'arm64';
    output: string;
    progress: Progress;
  }): Promise<string>;
}
