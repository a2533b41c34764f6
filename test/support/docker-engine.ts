import { seconds } from '../../src/core/duration.ts';
import { connectEngine } from '../../src/runtime/docker-engine.ts';

/** Why the docker runtime cannot be tried here; false = it can. */
export async function noDockerEngine(): Promise<string | false> {
  try {
    await connectEngine(seconds(5));
    return false;
  } catch (error) {
    return `no Docker engine: ${(error as Error).message}`;
  }
}
