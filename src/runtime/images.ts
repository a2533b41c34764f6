import { DoomsdayError, usageError } from '../core/doomsday-error.ts';
import type { Provenance } from '../core/run-result.ts';
import { assembledImage, assembleImage, type Assembled } from './assemble-image.ts';
import { digestOf, localImage } from './local-image.ts';
import { etcdVersionIn, findPrograms } from './image-programs.ts';
import type { ImageWork } from './image-work.ts';
import { PullFailed, pullImage } from './pull-image.ts';
import type { ReadyImage, ReadyToxiproxyImage } from './ready-image.ts';

/**
 * etcd's own release images. Chosen over registry.k8s.io/etcd because every release of etcd is
 * published here under its plain version with exactly the released programs; Kubernetes'
 * images exist for few versions, under tags with a suffix (3.5.21-0), with old servers beside.
 */
const ETCD_IMAGE = 'gcr.io/etcd-development/etcd';
const TOXIPROXY_IMAGE = 'ghcr.io/shopify/toxiproxy';

/** Local programs that an image can be assembled from. */
export interface LocalEtcd {
  readonly version: string;
  readonly etcd: string;
  readonly etcdctl: string;
  readonly etcdutl?: string;
  readonly provenance: Provenance;
}

export interface EtcdImageRequest {
  readonly asked:
    | { readonly kind: 'version'; readonly version: string }
    | { readonly kind: 'image'; readonly ref: string }
    | { readonly kind: 'path'; readonly path: string };
  /** Local Linux programs for the engine's architecture; asked for only where they are needed. */
  readonly assemble: () => Promise<LocalEtcd>;
}

/**
 * An image of the etcd that was asked for. A version: an image that is in the engine already, the
 * release image, an image assembled from local programs. A path: assembled. An image: as it is.
 * Cost: 10-200 ms when the engine has it, a second to assemble, at most some seconds until a
 * registry out of reach is given up (once a process).
 * @throws {DoomsdayError} IMAGE_NOT_PULLED, BAD_ETCD_IMAGE, and whatever `assemble` throws.
 */
export async function etcdImage(request: EtcdImageRequest, work: ImageWork): Promise<ReadyImage> {
  const { asked, assemble } = request;
  if (asked.kind === 'image') return await usersImage(asked.ref, work);
  if (asked.kind === 'path') return await assembleEtcd(await assemble(), 'path', work);
  const ref = `${ETCD_IMAGE}:v${asked.version}`;
  if (await localImage(ref, work)) return await releaseImage(ref, asked.version, work);
  const made = await assembledImage(`etcd-doomsday/etcd:${asked.version}`, work);
  if (made !== undefined) return etcdFrom(made);
  if (await pulled(ref, work)) return await releaseImage(ref, asked.version, work);
  return await assembleEtcd(await assemble(), 'version', work);
}

/** Toxiproxy's image: in the engine already, the release image, or assembled. */
export async function toxiproxyImage(
  request: {
    version: string;
    assemble: () => Promise<{ path: string; version: string; provenance: Provenance }>;
  },
  work: ImageWork,
): Promise<ReadyToxiproxyImage> {
  const { version } = request;
  const server = '/toxiproxy'; // where the release image has it; ours follows
  const ref = `${TOXIPROXY_IMAGE}:${version}`;
  const tag = `etcd-doomsday/toxiproxy:${version}`;
  const present = await localImage(ref, work);
  const made = present ? undefined : await assembledImage(tag, work);
  if (present || (made === undefined && (await pulled(ref, work)))) {
    const digest = await digestOf(ref, work);
    return {
      ref,
      version,
      server,
      provenance: { name: 'toxiproxy', version, digest, source: `image ${ref}` },
    };
  }
  const ready = made ?? (await assembleToxiproxy(tag, server, await request.assemble(), work));
  return {
    ref: ready.ref,
    version,
    server,
    provenance: { name: 'toxiproxy', ...ready.provenance },
  };
}

const assembleToxiproxy = (
  ref: string,
  server: string,
  binary: { path: string; version: string; provenance: Provenance },
  work: ImageWork,
): Promise<Assembled> =>
  assembleImage(
    { ref, provenance: binary.provenance, files: { [server]: binary.path }, entrypoint: server },
    work,
  );

async function releaseImage(ref: string, version: string, work: ImageWork): Promise<ReadyImage> {
  const programs = await findPrograms(ref, work);
  const digest = await digestOf(ref, work);
  const provenance = { name: 'etcd', version, digest, source: `image ${ref}` };
  return { ref, version, provenance, ...programs };
}

async function usersImage(ref: string, work: ImageWork): Promise<ReadyImage> {
  if (!(await localImage(ref, work))) {
    await pullImage(ref, work).catch((error: unknown) => {
      throw error instanceof PullFailed ? notPulled(ref, error) : error;
    });
  }
  const programs = await findPrograms(ref, work);
  const version = await etcdVersionIn(ref, programs.etcd, work);
  const provenance = {
    name: 'etcd',
    version,
    digest: await digestOf(ref, work),
    source: `image ${ref}`,
  };
  return { ref, version, provenance, ...programs };
}

/** Whether the release image could be pulled; why not was told as progress, another way follows. */
async function pulled(ref: string, work: ImageWork): Promise<boolean> {
  try {
    await pullImage(ref, work);
    return true;
  } catch (error) {
    if (!(error instanceof PullFailed)) throw error;
    work.progress({ what: `${ref} cannot be pulled`, detail: error.message });
    return false;
  }
}

/** A path's image carries its digest in the tag: two builds of one version never meet in one tag. */
async function assembleEtcd(
  local: LocalEtcd,
  from: 'path' | 'version',
  work: ImageWork,
): Promise<ReadyImage> {
  const mark = local.provenance.digest.replace('sha256:', '').slice(0, 12);
  const tag = from === 'path' ? `${local.version}-${mark}` : local.version;
  const files = {
    '/usr/local/bin/etcd': local.etcd,
    '/usr/local/bin/etcdctl': local.etcdctl,
    ...(local.etcdutl === undefined ? {} : { '/usr/local/bin/etcdutl': local.etcdutl }),
  };
  const ref = `etcd-doomsday/etcd:${tag}`;
  const entrypoint = '/usr/local/bin/etcd';
  return etcdFrom(
    await assembleImage({ ref, provenance: local.provenance, files, entrypoint }, work),
  );
}

function etcdFrom({ ref, provenance, paths }: Assembled): ReadyImage {
  const [etcd, etcdctl, etcdutl] = paths as [string, string, string?];
  const programs = { etcd, etcdctl, ...(etcdutl === undefined ? {} : { etcdutl }) };
  return {
    ref,
    version: provenance.version,
    provenance: { name: 'etcd', ...provenance },
    ...programs,
  };
}

function notPulled(ref: string, error: PullFailed): DoomsdayError {
  const facts = {
    code: 'IMAGE_NOT_PULLED',
    message: `the image ${ref} is not in the engine and cannot be pulled`,
    observed: error.message,
    next: `docker pull ${ref}, or name a version: --etcd VERSION`,
    cause: error,
  };
  return error.refused ? usageError(facts) : new DoomsdayError(facts);
}
