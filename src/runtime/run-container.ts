import { GenericContainer, PullPolicy } from 'testcontainers';
import type Dockerode from 'dockerode';

export interface RunContainerPlan {
  readonly image: string;
  readonly name: string;
  /** Its name in the run's network. */
  readonly alias: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent = the image's own. */
  readonly entrypoint?: readonly string[];
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Published on 127.0.0.1 of the host, each on a port that the engine chooses. */
  readonly ports: readonly number[];
  readonly volume?: { readonly name: string; readonly target: string };
  /** Runs between create and start, so that no output is missed. */
  readonly beforeStart: (container: string) => Promise<void>;
}

/** Readiness is judged by the runtime, which also watches for an early exit. */
class ReadyAtOnce {
  async waitUntilReady(): Promise<void> {}
  withStartupTimeout(): this {
    return this;
  }
  isStartupTimeoutSet(): boolean {
    return false;
  }
  getStartupTimeout(): number {
    return 0;
  }
}

/**
 * A container of a run: on the run's network alone, without any privilege, from an image that is
 * there already. Root inside, so that a fresh volume can be written, but with no capability.
 */
export class RunContainer extends GenericContainer {
  readonly #beforeStart: RunContainerPlan['beforeStart'];

  constructor(plan: RunContainerPlan) {
    super(plan.image);
    this.#beforeStart = plan.beforeStart;
    this.withName(plan.name)
      .withLabels({ ...plan.labels })
      .withCommand([...plan.command]);
    if (plan.entrypoint !== undefined) this.withEntrypoint([...plan.entrypoint]);
    this.withEnvironment({ ...plan.env }).withExposedPorts(...plan.ports);
    this.withNetworkMode(plan.network).withUser('0:0').withAutoCleanup(false);
    this.withPullPolicy(PullPolicy.neverPull()).withWaitStrategy(new ReadyAtOnce());
    this.createOpts.NetworkingConfig = networking(plan.network, plan.alias);
    Object.assign(this.hostConfig, hostConfig(plan));
  }

  protected override async containerCreated(id: string): Promise<void> {
    await this.#beforeStart(id);
  }
}

type Networking = NonNullable<Dockerode.ContainerCreateOptions['NetworkingConfig']>;

/** testcontainers' own way leaves a container with an alias on the default network as well. */
function networking(network: string, alias: string): Networking {
  return { EndpointsConfig: { [network]: { Aliases: [alias] } } };
}

function hostConfig({ ports, volume, labels }: RunContainerPlan): Dockerode.HostConfig {
  return {
    PortBindings: Object.fromEntries(
      ports.map((port) => [`${port}/tcp`, [{ HostIp: '127.0.0.1', HostPort: '0' }]]),
    ),
    Mounts: volume === undefined ? [] : [mount({ ...volume, labels })],
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    LogConfig: { Type: 'none', Config: {} }, // read from the start by attaching; kept by us
    ...NAMES_STAY_INSIDE,
  };
}

/**
 * The name of a lost machine must be unknown at once. Without `ndots` the engine would ask the
 * host's name servers, and Toxiproxy, which dials one connection after another, would wait long.
 */
const NAMES_STAY_INSIDE = { DnsOptions: ['ndots:1'], DnsSearch: ['.'] };

interface Mount extends NonNullable<RunContainerPlan['volume']> {
  readonly labels: Readonly<Record<string, string>>;
}

/** The engine makes the volume, with these labels, when it makes the container. */
const mount = ({ name, target, labels }: Mount): Dockerode.MountSettings => ({
  Type: 'volume',
  Source: name,
  Target: target,
  VolumeOptions: {
    NoCopy: true,
    Labels: { ...labels },
    DriverConfig: { Name: 'local', Options: {} },
  },
});
