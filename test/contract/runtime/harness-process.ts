import { join } from 'node:path';
import { once } from 'node:events';
import { openLinks } from '../../../src/links/open-links.ts';
import { serves, singleMember } from './single-member.ts';
import { dockerSubject, processSubject } from './subject.ts';

/** The script of `startHarness`: says `begun`, then `ready` when its member serves, ends at SIGTERM. */
const [kind, folder, run] = process.argv.slice(2) as [string, string, string];
const subject = await (kind === 'docker' ? dockerSubject(folder) : processSubject(folder));
const ended = once(process, 'SIGTERM');
console.log('begun');
await using runtime = await subject.start({
  run,
  logDir: join(folder, 'logs', run),
  clientLinks: 1,
});
const member = await singleMember(runtime, openLinks(runtime.toxiproxy), 'm1');
await member.machine.start(member.plan);
await serves(member);
console.log('ready');
await ended;
