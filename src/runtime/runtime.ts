import type { Duration } from '../core/duration.ts';

/** Where a TCP listener is reached. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** A machine's place in the run's network, known before anything starts on it. */
export interface MachineAddress {
  /** What other machines and Toxiproxy dial: a container's name, or a loopback IP. */
  readonly host: string;
  /** What a process on the machine binds: 0.0.0.0 in a container, the loopback IP otherwise. */
  readonly listenHost: string;
  /** Each machine of a run has a peer port of its own: the gate tells peers apart by it. */
  readonly ports: {
    readonly client: number;
    readonly peer: number;
    readonly echo: number;
    readonly control: number;
  };
}

/** A dial to `port` (on any host) is rewritten to `to`. */
export interface Route {
  readonly port: number;
  readonly to: Endpoint;
}

/** How etcd is started under the gate. */
export interface EtcdStart {
  /** Flags only; the runtime knows the binary. */
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly routes: readonly Route[];
  /** The disk link that fsyncs are held on; absent = fsyncs are left alone. */
  readonly disk?: Endpoint;
  /** A fault harmed what etcd starts on: that it ends by itself is no news. */
  readonly mayEnd?: boolean;
  /** etcd may do with files what their permissions say, also where it runs as root. */
  readonly obeyPermissions?: boolean;
  /**
   * The folder whose files can lose what is not synced (`losePower`): the gate remembers what is
   * durable in them. Writes at a position and truncations make a trip to the gate; appends do not.
   */
  readonly durability?: string;
}

export type ToolName = 'etcdctl' | 'etcdutl';

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookNs: number;
}

/** One file that had unsynced bytes when the power went, counted in whole sectors of 512 bytes. */
export interface LostFile {
  /** From the folder of `EtcdStart.durability`. */
  readonly name: string;
  /** Could be lost, and were. */
  readonly unsyncedBytes: number;
  readonly undoneBytes: number;
  /** Pages of 4096 bytes with unsynced bytes; torn = some of them lost, some kept. */
  readonly pages: number;
  readonly tornPages: number;
}

export interface ExitInfo {
  readonly code: number | null;
  readonly signal: string | null;
  /** Whether somebody asked for it (stop, kill, lose). An exit nobody asked for is news. */
  readonly asked: boolean;
}

/** What the gate counted since its start, read over its control port. Times in nanoseconds. */
export interface GateStatus {
  readonly pid: number;
  /** Whether all threads of etcd are stopped by a signal at this moment, by the kernel's word. */
  readonly stopped: boolean;
  /** What etcd has used of all CPUs; 0 after its end. */
  readonly cpuNs: number;
  readonly connectsSeen: number;
  readonly connectsRewritten: number;
  readonly fsyncsSeen: number;
  /** Fsyncs held at this moment, and since when the oldest one (0 = none). */
  readonly fsyncsHeld: number;
  readonly oldestHeldNs: number;
  readonly fsyncsFailed: number;
  /** Total and greatest time that released fsyncs were held. */
  readonly heldTotalNs: number;
  readonly heldMaxNs: number;
  /** What calls that change files of the data dir meet now. */
  readonly diskErrors: DiskErrors;
  /** Calls refused since errors were last set, and the last one: `pwrite64 member/snap/db: ENOSPC`. */
  readonly callsRefused: number;
  readonly lastRefused: string;
}

/** `full`: what needs new space fails (ENOSPC). `read-only`: every change fails (EROFS). */
export type DiskErrors = 'none' | 'full' | 'read-only';

/**
 * `http`: a small request, until the first byte of any answer. `echo`: one byte there and back.
 * `bulk`: a request of 64 KiB, until the first byte of any answer. `close`: a small bad one, its
 * answer, and the end of the connection.
 */
export type TripKind = 'http' | 'echo' | 'bulk' | 'close';

/** A round trip as seen from the machine itself: dial, one request, one answer. */
export interface GateTrip {
  readonly ok: boolean;
  readonly tookNs: number;
  readonly error?: string;
}

export type MachineState = 'ready' | 'running' | 'paused' | 'stopped' | 'lost';

/** What one member runs on: a container or a local process, with a volume of its own. */
export interface Machine {
  readonly name: string;
  readonly address: MachineAddress;
  /** etcd's data dir, as processes on the machine see it. Empty at first. */
  readonly dataDir: string;
  readonly state: MachineState;
  /** Resolves when the gate answers on its control port, i.e. etcd's process exists. */
  start(plan: EtcdStart): Promise<void>;
  /** SIGTERM, waits for the exit; the data stays. @throws DoomsdayError after `within`. */
  stop(within: Duration): Promise<ExitInfo>;
  /** SIGKILL, waits until the process is gone; the data stays. */
  kill(): Promise<ExitInfo>;
  /**
   * SIGKILL, and everything not yet synced may be gone, in whole sectors, as the seed draws; waits
   * until the process is gone and its files are so. Only where the start had a `durability`.
   */
  losePower(seed: string): Promise<readonly LostFile[]>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /**
   * Lets etcd run for so many percent of the time, in turns of about 100 ms: all of its threads are
   * stopped in between. 100 takes the limit off; a new start is without one.
   */
  limitCpu(percent: number): Promise<void>;
  /** Has calls that change files of the data dir fail from now on, until the process ends. */
  setDiskErrors(errors: DiskErrors): Promise<void>;
  /**
   * From now on an end by itself counts as asked for: a fault gives etcd reason to give up.
   * @returns what makes it news again.
   */
  letEnd(): () => void;
  /** Process, machine and volume are destroyed for good; nothing can be read from it any more. */
  lose(): Promise<void>;
  /** Asks the file system or the engine whether the machine's volume still exists. */
  volumeExists(): Promise<boolean>;
  /** The exit of the process that runs now; pending while it runs. */
  exited(): Promise<ExitInfo>;
  /** Direct addresses for the harness's own observations; clients never use them. */
  endpoint(port: 'client' | 'control'): Promise<Endpoint>;
  gateStatus(): Promise<GateStatus>;
  /** Asks the gate to make a round trip to `to` from this machine (peer and disk links' proofs). */
  gateTrip(to: Endpoint, kind: TripKind, within: Duration): Promise<GateTrip>;
  /** Runs etcdctl or etcdutl with the machine's volume at hand, whether etcd runs or not. */
  tool(name: ToolName, args: readonly string[], within: Duration): Promise<ToolResult>;
  /** Runs the gate's `file` command on the machine: see native/gate/usage.go. */
  file(args: readonly string[], within: Duration): Promise<ToolResult>;
  /** Copies a file between the harness and a path that `tool` can name (see `scratchDir`). */
  putFile(from: string, to: string): Promise<void>;
  getFile(from: string, to: string): Promise<void>;
  /** A writable folder on the machine's volume for snapshot files, outside the data dir. */
  readonly scratchDir: string;
  /** The last lines that etcd and the gate wrote. */
  logTail(lines: number): Promise<string>;
  /** CPU time used by etcd so far; null when the runtime cannot tell. */
  cpuNs(): Promise<number | null>;
}

/** A place in the run's network where a link listens. */
export interface LinkPlace {
  /** What Toxiproxy binds, `host:port`. */
  readonly listen: string;
  /** What a machine dials to use the link. */
  readonly fromMachines: Endpoint;
  /** What the harness's clients dial; only for places asked for with `forClients`. */
  readonly fromHarness?: Endpoint;
}

export interface ToxiproxyHost {
  /** Toxiproxy's HTTP API, from the harness. */
  readonly control: Endpoint;
  readonly version: string;
  /** A free place; `forClients` ones are limited to what the runtime was started with. */
  place(forClients: boolean): LinkPlace;
  /** Resolves with the reason when Toxiproxy ends although nobody asked for it. */
  died(): Promise<string>;
}

export interface RuntimeStart {
  /** Names folders, containers and labels. */
  readonly run: string;
  /** Where logs of machines and Toxiproxy are written, one file a machine: `<name>.log`. */
  readonly logDir: string;
  /** How many client links may exist at once. */
  readonly clientLinks: number;
  /** Keep machines and volumes after the end, for a look. */
  readonly keep?: boolean;
}

/** The world of one drill. Disposing it removes everything, however far it came. */
export interface Runtime extends AsyncDisposable {
  readonly name: 'docker' | 'process';
  readonly toxiproxy: ToxiproxyHost;
  /** Prepares an empty machine. `version`: which of the provisioned etcds it runs. */
  machine(plan: { name: string; version: string }): Promise<Machine>;
  readonly machines: readonly Machine[];
}
