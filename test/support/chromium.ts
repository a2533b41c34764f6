import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

/** Where Chromium is, or undefined: then what needs it is left out, by name. */
export const chromiumPath = (): string | undefined => PLACES.find((path) => existsSync(path));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { message: string };
}

/** What a page did while it was open. */
export interface Seen {
  /** Addresses asked for, but for the page's own. */
  readonly requests: string[];
  /** Console messages, exceptions, refusals by the page's policy. */
  readonly complaints: string[];
}

/** One page in a headless Chromium, driven over its debugging pipe: no port, no driver. */
export class Browser {
  readonly seen: Seen = { requests: [], complaints: [] };
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #exited: Promise<void>;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #events = new Map<string, () => void>();
  #session: string | undefined;
  #last = 0;

  private constructor(child: ChildProcess, profile: string) {
    this.#child = child;
    this.#profile = profile;
    this.#exited = new Promise((resolve) => child.once('exit', () => resolve()));
    const lines = nulSeparated(child.stdio[4] as Readable);
    lines((text) => this.#receive(JSON.parse(text) as Message));
  }

  static async open(path: string): Promise<Browser> {
    const profile = await mkdtemp(join(tmpdir(), 'doomsday-chromium-'));
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    const child = spawn(path, [...FLAGS, `--user-data-dir=${profile}`], { stdio: [...stdio] });
    const browser = new Browser(child, profile);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const attached = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = attached.sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Network', 'Log'])
      await browser.send(`${domain}.enable`);
    return browser;
  }

  /** One command of the DevTools protocol. */
  async send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    const answered = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    const text = JSON.stringify({ id, method, params, ...session });
    (this.#child.stdio[3] as Writable).write(`${text}\0`);
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Opens an address and waits for its load event. */
  async goto(url: string, look: { width: number; dark?: boolean }): Promise<void> {
    const { width, dark = false } = look;
    const metrics = { width, height: 900, deviceScaleFactor: 1, mobile: false };
    await this.send('Emulation.setDeviceMetricsOverride', metrics);
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    await this.send('Emulation.setEmulatedMedia', { features });
    const loaded = new Promise<void>((resolve) => this.#events.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Evaluates an expression in the page; the value must be JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const params = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', params);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** The whole page as PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(data as string, 'base64');
  }

  /** Asked to close, it ends its own processes first: nothing writes to the profile any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#session = undefined;
    await Promise.race([this.send('Browser.close'), this.#exited]);
    await this.#exited;
    await rm(this.#profile, { recursive: true, force: true });
  }

  #receive({ id, method, params, ...message }: Message): void {
    if (id !== undefined) this.#answers.get(id)?.(message);
    if (method === undefined) return;
    this.#events.get(method)?.();
    const told = JSON.stringify(params);
    if (method === 'Network.requestWillBeSent') {
      const { request, documentURL } = params as { request: { url: string }; documentURL: string };
      if (request.url !== documentURL) this.seen.requests.push(request.url);
    }
    const bad = ['Runtime.exceptionThrown', 'Runtime.consoleAPICalled', 'Log.entryAdded'];
    if (bad.includes(method)) this.seen.complaints.push(told);
  }
}

/** The protocol ends each message with a zero byte. */
function nulSeparated(stream: Readable): (onText: (text: string) => void) => void {
  return (onText) => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\0');
      rest = parts.pop() ?? '';
      parts.forEach(onText);
    });
  };
}
