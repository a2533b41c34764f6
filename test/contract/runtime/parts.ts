import { DEFAULT_ETCD_VERSION, TOXIPROXY_VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';
import { provisionToxiproxy } from '../../../src/provision/provision-toxiproxy.ts';
import { connectEngine } from '../../../src/runtime/docker-engine.ts';
import { etcdImage, toxiproxyImage } from '../../../src/runtime/images.ts';
import type { DockerParts, ProcessParts } from '../../../src/runtime/parts.ts';

export const VERSION = DEFAULT_ETCD_VERSION;
const ASKED = { kind: 'version', version: VERSION } as const;

/** What a run of the process runtime is given: from the cache, or obtained now. */
export async function processParts(workDir: string): Promise<ProcessParts> {
  const ctx = provisionContext();
  const [etcd, toxiproxy, gate] = await Promise.all([
    provisionEtcd(ASKED, ctx),
    provisionToxiproxy(ctx),
    provisionGate(ctx.arch, ctx),
  ]);
  return { etcd: new Map([[VERSION, etcd]]), toxiproxy, gate, workDir };
}

/** The same for the docker runtime; images are pulled, or assembled from local programs. */
export async function dockerParts(workDir: string): Promise<DockerParts> {
  const { docker, arch } = await connectEngine();
  const ctx = provisionContext({ arch });
  const work = { docker, progress: ctx.progress };
  const [image, toxiproxy, gate] = await Promise.all([
    etcdImage({ asked: ASKED, assemble: () => provisionEtcd(ASKED, ctx) }, work),
    toxiproxyImage({ version: TOXIPROXY_VERSION, assemble: () => provisionToxiproxy(ctx) }, work),
    provisionGate(arch, ctx),
  ]);
  return { images: new Map([[VERSION, image]]), toxiproxyImage: toxiproxy, gate, workDir };
}
