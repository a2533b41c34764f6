import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import type { Provenance } from '../core/run-result.ts';
import { timed } from '../core/timed.ts';
import { inOurTerms } from './docker-engine.ts';
import { engineEvents } from './engine-events.ts';
import { IMAGE_LABELS, type ImageWork } from './image-work.ts';
import { localImage } from './local-image.ts';

export interface ImageParts {
  readonly ref: string;
  readonly provenance: Provenance;
  /** Path in the image -> local file. Static programs: the image holds nothing else. */
  readonly files: Readonly<Record<string, string>>;
  readonly entrypoint: string;
}

/** An image that was made here, and where the programs lie in it. */
export interface Assembled {
  readonly ref: string;
  readonly provenance: Omit<Provenance, 'name'>;
  readonly paths: readonly string[];
}

const PATHS_LABEL = 'etcd-doomsday.image.paths';

/** An image that an earlier run assembled; undefined when there is none under this name. */
export async function assembledImage(
  ref: string,
  work: Pick<ImageWork, 'docker'>,
): Promise<Assembled | undefined> {
  const labels = (await localImage(ref, work))?.Config?.Labels ?? {};
  const version = labels[IMAGE_LABELS.version];
  const digest = labels[IMAGE_LABELS.digest];
  const source = labels[IMAGE_LABELS.source];
  const paths = labels[PATHS_LABEL]?.split(':');
  if (!version || !digest || !source || !paths) return undefined;
  return { ref, provenance: { version, digest, source }, paths };
}

/**
 * Makes an image of local static programs and nothing else. An image of that name that was made
 * from the same program is taken as it is. Cost: about a second for 60 MB.
 */
export async function assembleImage(parts: ImageParts, work: ImageWork): Promise<Assembled> {
  const present = await assembledImage(parts.ref, work);
  if (present?.provenance.digest === parts.provenance.digest) return present;
  const replaced = (await localImage(parts.ref, work))?.Id;
  const what = `assembling the image ${parts.ref}`;
  await timed(work.progress, what, () => importImage(parts, work)).catch((error: unknown) => {
    throw inOurTerms(`import the image ${parts.ref}`, error);
  });
  // Nameless now; when a container still runs it, the engine keeps it, which is right.
  if (replaced !== undefined)
    await work.docker
      .getImage(replaced)
      .remove()
      .catch(() => undefined);
  return (await assembledImage(parts.ref, work)) as Assembled;
}

async function importImage(
  { ref, provenance, files, entrypoint }: ImageParts,
  work: ImageWork,
): Promise<void> {
  const { docker } = work;
  const [repo, tag] = ref.split(':');
  const labels = {
    [IMAGE_LABELS.version]: provenance.version,
    [IMAGE_LABELS.digest]: provenance.digest,
    [IMAGE_LABELS.source]: `assembled here; ${provenance.source}`,
    [PATHS_LABEL]: Object.keys(files).join(':'),
  };
  const changes = [
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
    'ENV PATH=/usr/local/bin:/usr/bin:/bin',
    `ENTRYPOINT ${JSON.stringify([entrypoint])}`,
  ];
  const tar = pack();
  const packing = packFiles(tar, files);
  const stream = await docker.importImage(Readable.from(tar), { repo, tag, changes });
  for await (const _ of engineEvents(stream)); // to the end: a failure is one of the lines
  await packing;
}

async function packFiles(tar: Pack, files: ImageParts['files']): Promise<void> {
  const mtime = new Date(0); // the same programs make the same layer
  tar.entry({ name: 'tmp/', type: 'directory', mode: 0o1777, mtime });
  for (const [path, file] of Object.entries(files)) {
    const { size } = await stat(file);
    const entry = tar.entry({ name: path.slice(1), size, mode: 0o755, mtime });
    await pipeline(createReadStream(file), entry);
  }
  tar.finalize();
}
