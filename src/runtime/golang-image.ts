import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Container } from 'dockerode';
import { extract, pack, type Pack } from 'tar-stream';
import type { Progress } from '../core/progress.ts';
import { freshId } from '../core/rng.ts';
import { containerLog } from './container-log.ts';
import { labelsOf } from './docker-labels.ts';
import type { ImageWork } from './image-work.ts';
import { digestOf, localImage } from './local-image.ts';
import { pullImage } from './pull-image.ts';

const GOLANG_IMAGE = 'golang:1.26';

/** Builds a Go program in a container; provisioning uses it where there is no Go. */
export interface GolangBuilder {
  readonly name: string;
  build(request: {
    sources: string;
    arch: 'amd64' | 'arm64';
    output: string;
    progress: Progress;
  }): Promise<string>;
}

/**
 * A builder that runs `go build` in the official golang image. Files go in and out through the
 * engine's API, so it also works with an engine on another machine.
 */
export function golangBuilder(work: ImageWork, image = GOLANG_IMAGE): GolangBuilder {
  return {
    name: `the image ${image}`,
    build: async ({ sources, arch, output }) => {
      if (!(await localImage(image, work))) await pullImage(image, work);
      const container = await work.docker.createContainer(plan(image, arch));
      try {
        await build(container, { sources, output });
      } finally {
        await container.remove({ force: true, v: true });
      }
      return `${image}@${await digestOf(image, work)}`;
    },
  };
}

const plan = (Image: string, arch: string): object => ({
  Image,
  WorkingDir: '/build',
  Entrypoint: ['go'],
  Cmd: ['build', '-trimpath', '-ldflags=-s -w', '-o', '/build/.out', '.'],
  Env: ['CGO_ENABLED=0', 'GOOS=linux', `GOARCH=${arch}`, 'GOFLAGS=-buildvcs=false'],
  Labels: labelsOf(`build-${freshId()}`, '', false), // swept when this process is killed
});

async function build(
  container: Container,
  { sources, output }: { sources: string; output: string },
): Promise<void> {
  const tar = pack();
  const packing = packSources(tar, sources);
  await container.putArchive(Readable.from(tar), { path: '/' });
  await packing;
  await container.start();
  const { StatusCode } = (await container.wait()) as { StatusCode: number };
  if (StatusCode !== 0) {
    const log = await containerLog(container, 10);
    throw new Error(`go build failed (${StatusCode}): ${log}`);
  }
  await takeOut(container, output);
}

async function packSources(tar: Pack, sources: string): Promise<void> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  tar.entry({ name: 'build/', type: 'directory', mode: 0o755 });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(go|s|mod|sum)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    tar.entry({ name: `build/${relative(sources, file)}` }, await readFile(file));
  }
  tar.finalize();
}

async function takeOut(container: Container, output: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(await container.getArchive({ path: '/build/.out' }), entries);
  for await (const entry of entries) {
    await pipeline(entry, createWriteStream(output, { mode: 0o755 }));
  }
  await reading;
}
