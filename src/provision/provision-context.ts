import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { RELEASES, type Releases } from './defaults.ts';
import type { GateBuilder } from './gate-builder.ts';
import type { Progress } from '../core/progress.ts';

/** Machines are Linux in both runtimes: with Docker on a Mac, too. */
export type Arch = 'amd64' | 'arm64';

/** What provisioning needs to know of the world. */
export interface ProvisionContext {
  readonly cache: string;
  /** Of the machines that will run the binaries. */
  readonly arch: Arch;
  readonly progress: Progress;
  readonly releases: Releases;
  /** The folder of the gate's Go sources. */
  readonly gateSources: string;
  /** The Go tool. */
  readonly go: string;
  /** Builds the gate where there is no Go, for example in a container. */
  readonly gateBuilder?: GateBuilder;
  readonly signal?: AbortSignal;
}

export const hostArch = (): Arch => (process.arch === 'arm64' ? 'arm64' : 'amd64');

/** The context of this machine and user, with whatever is `given` put in its place. */
export function provisionContext(given: Partial<ProvisionContext> = {}): ProvisionContext {
  return {
    cache: cacheFolder(process.env),
    arch: hostArch(),
    progress: () => {},
    releases: RELEASES,
    gateSources: join(import.meta.dirname, '../../native/gate'),
    go: 'go',
    ...given,
  };
}
