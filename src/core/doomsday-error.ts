import { EXIT } from './verdict.ts';

export interface ErrorFacts {
  /** SCREAMING_SNAKE, stable: people grep for it. */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** `file:line:column` of the input that is wrong. */
  where?: string;
  expected?: string;
  observed?: string;
  likely?: string;
  /** The next command or action. */
  next?: string;
  /** What the process ends with when nobody handles it; default `broken`. */
  exit?: number;
  cause?: unknown;
}

/** Every error that a user may see: what, where, expected, observed, likely cause, next command. */
export class DoomsdayError extends Error {
  readonly facts: ErrorFacts;
  readonly code: string;
  readonly exit: number;

  constructor(facts: ErrorFacts) {
    super(facts.message, { cause: facts.cause });
    this.name = 'DoomsdayError';
    this.facts = facts;
    this.code = facts.code;
    this.exit = facts.exit ?? EXIT.broken;
  }

  /** The error as a block of text for a terminal or a report. */
  render(): string {
    const rows = (['where', 'expected', 'observed', 'likely', 'next'] as const)
      .filter((name) => this.facts[name] !== undefined)
      .map((name) => `  ${name.padEnd(10)} ${indent(this.facts[name] as string)}`);
    return [`${this.code}  ${this.message}`, ...(rows.length > 0 ? ['', ...rows] : [])].join('\n');
  }
}

/** An input that is refused before anything was created: exit 64. */
export function usageError(facts: Omit<ErrorFacts, 'exit'>): DoomsdayError {
  return new DoomsdayError({ ...facts, exit: EXIT.usage });
}

/** The harness contradicts itself: never to be blamed on etcd. */
export class HarnessBug extends DoomsdayError {
  constructor(message: string, cause?: unknown) {
    super({ code: 'HARNESS_BUG', message, cause, next: 'report it with the run folder' });
  }
}

const indent = (text: string): string => text.replaceAll('\n', `\n${' '.repeat(13)}`);
