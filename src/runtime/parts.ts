import type { ToolName } from './runtime.ts';

/** Where the programs of one etcd version lie; which tools there are depends on the version. */
export type Programs = { readonly etcd: string } & { readonly [Tool in ToolName]?: string };

/** An image in the local engine; the programs' paths are inside it. */
export type ProgramImage = Programs & { readonly ref: string };

export interface ProcessParts {
  /** By version. */
  readonly etcd: ReadonlyMap<string, Programs>;
  readonly toxiproxy: { readonly path: string; readonly version: string };
  readonly gate: { readonly path: string };
  /** Where run folders are made; default: see `defaultWorkDir`. */
  readonly workDir?: string;
}

export interface DockerParts {
  /** By version. */
  readonly images: ReadonlyMap<string, ProgramImage>;
  /** `server`: Toxiproxy's path in the image; absent = the image's own entrypoint starts it. */
  readonly toxiproxyImage: {
    readonly ref: string;
    readonly version: string;
    readonly server?: string;
  };
  /** A static Linux binary for the engine's architecture. */
  readonly gate: { readonly path: string };
  readonly workDir?: string;
}
