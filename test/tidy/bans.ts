import { roomOf, type Breach, type Rule } from './breach.ts';
import type { TidyFile } from './source-tree.ts';

interface Ban {
  readonly what: string;
  /** Of words as source-tree.ts finds them, or of whole lines with `inLines`. */
  readonly pattern: RegExp;
  readonly inLines?: true;
  readonly instead: string;
  /** Paths where it may stand. */
  readonly except?: RegExp;
}

const PRODUCT = /^(test|scripts)\//;

const BANS: readonly Ban[] = [
  {
    what: 'reading time',
    pattern: /^(Date\.now|new Date\(\)|performance\.now|process\.hrtime|hrtime\(\))/,
    instead: 'a Clock from src/core/clock.ts',
    except: /^src\/core\/(clock|eventually)\.ts$|^(test|scripts)\//,
  },
  {
    what: 'waiting',
    pattern: /^(setTimeout|setInterval|setImmediate)(\(\))?$/,
    instead: 'eventually() for conditions, pass() for pacing',
    except: /^src\/core\/clock\.ts$/,
  },
  {
    what: 'randomness',
    pattern: /^(Math\.random|randomBytes\(\)|randomUUID\(\)|randomInt\(\)|crypto\.random\w+)/,
    instead: 'src/core/rng.ts',
    except: /^src\/core\/rng\.ts$/,
  },
  {
    what: 'printing',
    pattern: /^console\./,
    instead: 'the Ui or the Context of the command line',
    except: PRODUCT,
  },
  {
    what: 'ending the process',
    pattern: /^process\.exit$/,
    instead: 'throw a DoomsdayError with its exit code',
    except: /^src\/cli\/|^(test|scripts)\//,
  },
  {
    what: 'trying again',
    pattern: /^(pRetry|retry\(\)|withRetry|retries)$/,
    instead: 'eventually() with a named condition: a retry hides the bug that is looked for',
  },
  { what: 'enum', pattern: /^enum declaration$/, instead: 'a const array and a union type' },
  {
    what: 'a test that excludes or skips others',
    pattern: /^(test|it|describe|suite)\.(only|skip|todo)$/,
    instead: 'the skip option with a reason',
  },
  {
    what: 'work left undone',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    inLines: true,
    instead: 'do it, or an issue',
    except: /^test\/tidy/,
  },
  {
    what: "a path of one's own machine",
    pattern: /\/work\/(main|shared)|\/tmp\/bg\b|\/home\/\w+\/|\/root\//,
    inLines: true,
    instead: 'a path relative to the package',
    except: /^test\/tidy/,
  },
];

export const bans: Rule = (files) =>
  files.flatMap((file) => BANS.flatMap((ban) => broken(ban, file)));

function broken({ what, pattern, inLines, instead, except }: Ban, file: TidyFile): Breach[] {
  if (except?.test(file.path) === true) return [];
  const lines = file.lines.map((name, i) => ({ name, line: i + 1 }));
  const seen = new Set<number>();
  return (inLines === true ? lines : file.words)
    .filter(({ name, line }) => pattern.test(name) && !seen.has(line) && seen.add(line))
    .map(({ name, line }) => ({
      rule: `ban: ${what}`,
      where: `${file.path}:${line}`,
      found: pattern.exec(name)?.[0] ?? name,
      instead:
        roomOf(file.path) === 'test' && what === 'waiting' ? `${instead} (tests, too)` : instead,
    }));
}
