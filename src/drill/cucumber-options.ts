import type { IRunOptions, ISupportCodeLibrary } from '@cucumber/cucumber/api';

/** Which scenarios of which files. */
export interface Selection {
  /** Files, folders, `file:line`. */
  readonly features: readonly string[];
  readonly tags?: string | undefined;
  /** Text that the scenario's name contains. */
  readonly name?: string | undefined;
}

interface Use {
  readonly support: ISupportCodeLibrary;
  /** Only look at the features; no step is called. */
  readonly dryRun: boolean;
  /** Reports to write: the formatter of each path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Options for one pass through features: in the order asked for, each scenario once. */
export function cucumberOptions(
  { features, tags = '', name }: Selection,
  { support, dryRun, files = {} }: Use,
): IRunOptions {
  return {
    sources: {
      defaultDialect: 'en',
      paths: [...features],
      names: name === undefined ? [] : [RegExp.escape(name)],
      tagExpression: tags,
      order: 'defined',
    },
    support,
    runtime: {
      dryRun,
      failFast: false,
      filterStacktraces: true,
      parallel: 0,
      retry: 0,
      retryTagFilter: '',
      strict: true,
      worldParameters: {},
    },
    formats: { stdout: SILENT, files, publish: false, options: {} },
  };
}

// cucumber insists on a formatter for stdout, and the terminal is ours.
const SILENT = new URL('silent-formatter.ts', import.meta.url).href;
