import { run, type Command, type Part } from './part.ts';

/** A part that is one program: its exit code decides, its output is shown when it fails. */
export function commandPart(name: string, command: Command, last = true): Part {
  return {
    name,
    run: async () => {
      const { code, output } = await run(command);
      const lines = output.trim().split('\n');
      const detail = code === 0 && last ? (lines.at(-1) ?? '') : '';
      if (code === 0) return { ok: true, detail };
      return { ok: false, detail: `exit ${code}`, failures: output };
    },
  };
}
