/** One line of what the engine says while it pulls or imports. */
export interface EngineEvent {
  readonly status?: string;
  readonly id?: string;
  readonly progress?: string;
}

/**
 * The engine's lines as they come. A failure is one of the lines, in an answer of status 200.
 * @throws {Error} with the engine's words when one of the lines is a failure.
 */
export async function* engineEvents(stream: NodeJS.ReadableStream): AsyncGenerator<EngineEvent> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield eventOf(line);
  }
  if (rest.trim() !== '') yield eventOf(rest);
}

function eventOf(line: string): EngineEvent {
  const event = JSON.parse(line) as EngineEvent & { error?: string };
  if (event.error !== undefined) throw new Error(event.error);
  return event;
}
