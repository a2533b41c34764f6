import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Container } from 'dockerode';
import { usageError } from '../core/doomsday-error.ts';
import { freshId } from '../core/rng.ts';
import { containerLog } from './container-log.ts';
import { inOurTerms, isNotFound } from './docker-engine.ts';
import { labelsOf } from './docker-labels.ts';
import type { ImageWork } from './image-work.ts';
import { localImage } from './local-image.ts';

export interface Programs {
  readonly etcd: string;
  readonly etcdctl: string;
  readonly etcdutl?: string;
}

/** Where images keep etcd that do not say so in their PATH. */
const USUAL_PLACES = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/bitnami/etcd/bin'];
/** By image id; an image never changes under its id. */
const found = new Map<string, Programs>();

/**
 * Where etcd and its tools lie in an image. Looked up in a container that is never started: etcd
 * images have no shell to ask. Cost: about 0.2 s, once an image and process.
 * @throws {DoomsdayError} usage error BAD_ETCD_IMAGE when there is no etcd or no etcdctl in it.
 */
export async function findPrograms(ref: string, work: ImageWork): Promise<Programs> {
  const image = await localImage(ref, work);
  const known = found.get(image?.Id ?? '');
  if (known !== undefined) return known;
  const path = image?.Config.Env?.find((line) => line.startsWith('PATH='))?.slice('PATH='.length);
  const places = [...new Set([...(path?.split(':') ?? []), ...USUAL_PLACES])];
  const programs = await inContainer(ref, ['etcd'], work, async (container) => ({
    etcd: await locate('etcd', places, container),
    etcdctl: await locate('etcdctl', places, container),
    etcdutl: await locate('etcdutl', places, container),
  }));
  const { etcd, etcdctl, etcdutl } = programs;
  if (etcd === undefined || etcdctl === undefined) throw badImage(ref, places);
  const complete = { etcd, etcdctl, ...(etcdutl === undefined ? {} : { etcdutl }) };
  if (image !== undefined) found.set(image.Id, complete);
  return complete;
}

/** Asks the etcd in an image for its version. @throws {DoomsdayError} usage error BAD_ETCD_IMAGE */
export async function etcdVersionIn(ref: string, etcd: string, work: ImageWork): Promise<string> {
  const said = await inContainer(ref, [etcd, '--version'], work, async (container) => {
    await container.start();
    await container.wait();
    return await containerLog(container);
  });
  const version = /etcd Version: (\S+)/.exec(said)?.[1];
  if (version === undefined) throw badImage(ref, [], `${etcd} --version says: ${said}`);
  return version;
}

async function inContainer<T>(
  image: string,
  command: readonly string[],
  { docker }: ImageWork,
  look: (container: Container) => Promise<T>,
): Promise<T> {
  const [entrypoint, ...Cmd] = command;
  const Labels = labelsOf(`look-${freshId()}`, '', false); // swept when this process is killed
  const HostConfig = { NetworkMode: 'none' };
  const what = `look into the image ${image}`;
  const plan = { Image: image, Entrypoint: [entrypoint as string], Cmd, Labels, HostConfig };
  const ours = (error: unknown): never => {
    throw inOurTerms(what, error);
  };
  const container = await docker.createContainer(plan).catch(ours);
  try {
    return await look(container).catch(ours);
  } finally {
    await container.remove({ force: true, v: true }).catch(ours);
  }
}

async function locate(
  name: string,
  places: readonly string[],
  container: Container,
): Promise<string | undefined> {
  for (const place of places) {
    const path = posix.join(place, name);
    if (await holds(container, path)) return path;
  }
  return undefined;
}

async function holds(container: Container, path: string): Promise<boolean> {
  try {
    const answer = (await container.infoArchive({ path })) as Readable;
    answer.destroy(); // a header without a body; unread it would keep its connection and us alive
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

const badImage = (ref: string, places: readonly string[], observed?: string): Error =>
  usageError({
    code: 'BAD_ETCD_IMAGE',
    message: `the image ${ref} is no etcd image`,
    expected: 'etcd and etcdctl in it',
    observed: observed ?? `looked in ${places.join(', ')}`,
    next: 'name an etcd image, or a version: --etcd VERSION',
  });
