import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../provision/cache-folder.ts';

// Compiled modules are kept from run to run, which shortens the way to the first line by a third.
enableCompileCache(join(cacheFolder(process.env), 'compiled'));
const { processContext } = await import('./context.ts');
const { doomsday } = await import('./doomsday.ts');

const argv = process.argv.slice(2);
const code = await doomsday(argv, processContext(argv));
// Whatever a library keeps open must not keep the command alive; what was written gets out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
