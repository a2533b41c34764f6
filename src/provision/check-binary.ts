import { open } from 'node:fs/promises';
import { WayFailed } from './attempt.ts';
import { hostArch, type Arch } from './provision-context.ts';
import { runCommand } from './run-command.ts';

/** ELF's e_machine, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const MACHINES = { amd64: 0x3e, arm64: 0xb7 } as const satisfies Record<Arch, number>;

export interface BinaryCheck {
  readonly path: string;
  readonly arch: Arch;
  /** Arguments that make it print its version. */
  readonly ask: readonly string[];
  /** Its first group is the version in what the binary prints. */
  readonly answer: RegExp;
  readonly version: string;
  /** The way it was obtained, for the error. */
  readonly way: string;
}

/**
 * Refuses a binary that does not run or is not the version asked for. A binary for another
 * architecture or system than this one cannot be asked: then its header must do.
 * @throws {WayFailed}
 */
export async function checkBinary(check: BinaryCheck): Promise<void> {
  const fail = (why: string): WayFailed => new WayFailed({ way: check.way, why });
  if (!(await isElfFor(check.path, check.arch))) {
    throw fail(`${check.path} is no Linux program for ${check.arch}`);
  }
  if (process.platform !== 'linux' || check.arch !== hostArch()) return;
  const { code, stdout, stderr } = await runCommand(check.path, check.ask);
  const version = check.answer.exec(stdout + stderr)?.[1];
  if (version === check.version) return;
  throw fail(
    version === undefined
      ? `${check.path} does not run (${code ?? 'no exit code'}): ${(stderr || stdout).trim()}`
      : `${check.path} is version ${version}, not ${check.version}`,
  );
}

/** Whether a file is a Linux program for `arch`. */
export async function isElfFor(path: string, arch: Arch): Promise<boolean> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(20), 0, 20, 0);
  return buffer.readUInt32BE(0) === 0x7f454c46 && buffer.readUInt16LE(18) === MACHINES[arch];
}
