import type { ImageInspectInfo } from 'dockerode';
import { inOurTerms, isNotFound } from './docker-engine.ts';
import type { ImageWork } from './image-work.ts';

/** An image of the local engine; undefined when it has none of that name. Never pulls. */
export async function localImage(
  ref: string,
  { docker }: Pick<ImageWork, 'docker'>,
): Promise<ImageInspectInfo | undefined> {
  try {
    return await docker.getImage(ref).inspect();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw inOurTerms(`inspect the image ${ref}`, error);
  }
}

/** The registry's digest of a local image, or its id when it never was in a registry. */
export async function digestOf(ref: string, work: Pick<ImageWork, 'docker'>): Promise<string> {
  const image = await localImage(ref, work);
  return image?.RepoDigests?.[0]?.split('@')[1] ?? image?.Id ?? '';
}
