import { relative } from 'node:path';
import { dryRun, type Envelope } from './dry-run.ts';
import { loadSteps } from './load-steps.ts';

/** A sentence that features may use. */
export interface ListedStep {
  /** The file's name without `.steps.ts`. */
  readonly subject: string;
  /** A cucumber expression. */
  readonly pattern: string;
  /** How a feature of the product says it, keyword and all. */
  readonly example?: string;
  /** `file:line`, relative to the package. */
  readonly source: string;
}

/** Every step of the package, in the order of the files, each with its first use as an example. */
export async function listSteps(root: string): Promise<ListedStep[]> {
  const support = await loadSteps(root);
  const messages = await dryRun({ features: [`${root}/features`] }, support, root);
  const examples = examplesOf(messages);
  return messages.flatMap(({ stepDefinition: step }) => {
    if (step === undefined) return [];
    const uri = step.sourceReference.uri ?? '';
    const example = examples.get(step.id);
    return [
      {
        subject: subjectOf(uri),
        pattern: step.pattern.source,
        ...(example === undefined ? {} : { example }),
        source: `${relative(root, `${root}/${uri}`)}:${step.sourceReference.location?.line ?? 1}`,
      },
    ];
  });
}

const subjectOf = (uri: string): string =>
  (uri.split('/').at(-1) ?? uri).replace(/\.steps\.ts$/, '');

const KEYWORDS: Readonly<Record<string, string>> = {
  Context: 'Given',
  Action: 'When',
  Outcome: 'Then',
};

/** Step definition id -> the first sentence that uses it. */
function examplesOf(messages: readonly Envelope[]): Map<string, string> {
  const texts = new Map(
    messages.flatMap(({ pickle }) =>
      (pickle?.steps ?? []).map(({ id, type, text }) => {
        return [id, `${KEYWORDS[type ?? ''] ?? '*'} ${text}`] as const;
      }),
    ),
  );
  const examples = new Map<string, string>();
  for (const { testCase } of messages) {
    for (const { pickleStepId = '', stepDefinitionIds = [] } of testCase?.testSteps ?? []) {
      const [id] = stepDefinitionIds;
      const text = texts.get(pickleStepId);
      if (id !== undefined && text !== undefined && !examples.has(id)) examples.set(id, text);
    }
  }
  return examples;
}
