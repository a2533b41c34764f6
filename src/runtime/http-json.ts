import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { deadline } from '../core/deadline.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import type { Endpoint } from './runtime.ts';

/**
 * One HTTP call on a connection of its own (a kept connection may lead to a process that is gone).
 * @returns the answer's body, parsed as JSON; as text when it is none.
 * @throws {DoomsdayError} HTTP_FAILED with the server's text when the status is not 2xx, or late.
 */
export async function httpJson(
  at: Endpoint & { method: 'GET' | 'POST'; path: string },
  within: Duration,
  body?: unknown,
): Promise<unknown> {
  const what = `${at.method} http://${at.host}:${at.port}${at.path}`;
  const late = (): Error => failed(what, `no answer within ${formatDuration(within)}`);
  const answer = await deadline(within, late, (signal) => send(at, body, signal));
  const said = answer.body.trim();
  if (answer.status < 200 || answer.status > 299) throw failed(what, `${answer.status} ${said}`);
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}

function send(
  at: Endpoint & { method: string; path: string },
  body: unknown,
  signal: AbortSignal,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...at, agent: false, signal }, (answer) => {
      const whole = (said: string): void => resolve({ status: answer.statusCode ?? 0, body: said });
      text(answer).then(whole, reject);
    });
    sent.on('error', reject);
    sent.setHeader('Content-Type', 'application/json');
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const failed = (what: string, observed: string): DoomsdayError =>
  new DoomsdayError({ code: 'HTTP_FAILED', message: `${what} failed`, observed });
