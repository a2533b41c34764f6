import { DoomsdayError } from '../core/doomsday-error.ts';
import { deadline } from '../core/deadline.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { httpText } from '../core/http-text.ts';
import type { Endpoint } from './runtime.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' };

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
  const answer = await deadline(within, late, (signal) =>
    httpText({ ...at, agent: false, signal, headers: JSON_HEADERS }, JSON.stringify(body)),
  );
  const said = answer.text.trim();
  if (answer.status < 200 || answer.status > 299) throw failed(what, `${answer.status} ${said}`);
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}

const failed = (what: string, observed: string): DoomsdayError =>
  new DoomsdayError({ code: 'HTTP_FAILED', message: `${what} failed`, observed });
