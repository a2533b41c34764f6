import { CHECKS } from './checks.ts';

/** docs/guarantees.md as it must read: one section for each check, in the order of the report. */
export function guaranteesPage(): string {
  const sections = CHECKS.map(
    ({ name, guarantee, source, how }) =>
      `## ${name}\n\n${guarantee}\n\n${how}\n\nSource: <${source}>\n`,
  );
  return `${HEAD}\n${sections.join('\n')}`;
}

const HEAD = `# The guarantees that a record is held against

Written by \`scripts/guarantees.ts\` from the checks in \`src/checker\`; change those, not this
page.

Each check answers \`holds\`, \`violated\` (with the fewest observations that contradict each
other) or \`unknown\` (with the reason). A check that has nothing to do with a record is left out:
no watches, no watch guarantees; no restore, nothing across epochs. Words in double quotes are the
vendor's.
`;
