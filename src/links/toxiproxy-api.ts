import { Agent } from 'node:http';
import { urlToHttpOptions } from 'node:url';
import { HttpClient, type HttpResponse } from 'toxiproxy-node-client/dist/HttpClient.js';
import { Toxiproxy } from 'toxiproxy-node-client';
import { deadline } from '../core/deadline.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { httpText } from '../core/http-text.ts';

/** Toxiproxy closes idle connections after 60 s; a call must not meet that moment. */
const IDLE_MS = 30_000;

/**
 * The client library's transport with what it lacks: a deadline on every call, and the server's
 * text in every error. Over kept connections 20 links change within 5 ms; with `fetch`, 25 ms.
 */
class PatientHttp extends HttpClient {
  readonly #within: Duration;
  readonly #agent = new Agent({ keepAlive: true, timeout: IDLE_MS });

  constructor(within: Duration) {
    super();
    this.#within = within;
  }

  override async get<T>(url: string): Promise<HttpResponse<T>> {
    return { data: JSON.parse(await this.#call('GET', url)) as T };
  }

  override async post<T>(url: string, body?: unknown): Promise<HttpResponse<T>> {
    const text = await this.#call('POST', url, body);
    return { data: (text === '' ? undefined : JSON.parse(text)) as T };
  }

  override async delete(url: string): Promise<void> {
    await this.#call('DELETE', url);
  }

  override async getText(url: string): Promise<string> {
    return await this.#call('GET', url);
  }

  async #call(method: string, url: string, body?: unknown): Promise<string> {
    const asked =
      body === undefined ? `${method} ${url}` : `${method} ${url} ${JSON.stringify(body)}`;
    const late = (): Error =>
      toxiproxyError('TOXIPROXY_SILENT', asked, `no answer within ${formatDuration(this.#within)}`);
    const { status, text } = await deadline(this.#within, late, (signal) =>
      httpText(
        { ...urlToHttpOptions(new URL(url)), method, signal, agent: this.#agent },
        JSON.stringify(body),
      ),
    ).catch((error: Error) => {
      if (error instanceof DoomsdayError) throw error;
      throw toxiproxyError('TOXIPROXY_SILENT', asked, error.message);
    });
    if (status >= 200 && status < 300) return text;
    const code = status === 404 ? NOT_FOUND : 'TOXIPROXY_REFUSED';
    throw toxiproxyError(code, asked, `${status} ${text.trim()}`);
  }
}

/** The code of an error that says: no such proxy, or no such toxic. */
export const NOT_FOUND = 'TOXIPROXY_NOT_FOUND';

/** toxiproxy-node-client for the server at `host:port`, every call answered within `within`. */
export function toxiproxyClient(at: { host: string; port: number }, within: Duration): Toxiproxy {
  const client = new Toxiproxy(`http://${at.host}:${at.port}`);
  client.api = new PatientHttp(within);
  return client;
}

function toxiproxyError(code: string, asked: string, observed: string): DoomsdayError {
  const message =
    code === 'TOXIPROXY_SILENT'
      ? `Toxiproxy did not answer: ${asked}`
      : `Toxiproxy refused: ${asked}`;
  return new DoomsdayError({ code, message, observed });
}
