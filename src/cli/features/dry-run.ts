import { Writable } from 'node:stream';
import { runCucumber, type ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { cucumberOptions, type Selection } from '../../drill/cucumber-options.ts';

/** One message of cucumber's protocol. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

/** Reads features and matches their steps, playing nothing. @returns what cucumber says of them. */
export async function dryRun(
  selection: Selection,
  support: ISupportCodeLibrary,
  cwd: string,
): Promise<Envelope[]> {
  const messages: Envelope[] = [];
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const options = cucumberOptions(selection, { support, dryRun: true });
  await runCucumber(options, { cwd, stdout: silent, stderr: silent }, (message) => {
    messages.push(message);
  });
  return messages;
}
