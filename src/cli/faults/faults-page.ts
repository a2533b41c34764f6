import { LEFT_OUT } from '../../faults/left-out.ts';
import type { ListedFault } from './list-faults.ts';
import { SUBJECTS } from './subjects.ts';

/** docs/faults.md as it must read: a chapter for each subject, a section for each fault. */
export function faultsPage(faults: readonly ListedFault[]): string {
  const chapters = SUBJECTS.map(({ subject, title, lead }) => {
    const own = faults.filter((fault) => fault.subject === subject);
    return [`## ${title}\n`, `${lead}\n`, ...own.map(section)].join('\n');
  });
  const left = LEFT_OUT.map(({ name, why }) => `- **${name}**: ${why}`).join('\n');
  return `${HEAD}\n${chapters.join('\n')}\n## Left out\n\n${left}\n`;
}

function section({ name, summary, params, needs, heals, proof, features }: ListedFault): string {
  const rows: readonly (readonly [string, string])[] = [
    [
      'Parameters',
      Object.entries(params)
        .map(([key, text]) => `\`${key}\`: ${text}`)
        .join('; '),
    ],
    ['Needs', needs.join('; ')],
    ['Heal', heals],
    ['Proof that it bites', proof.bite],
    ['Proof that it is gone', proof.end],
    ['Features', features.map((path) => `[${short(path)}](../${path})`).join(', ')],
  ];
  const lines = rows.map(([what, text]) => `- ${what}: ${text === '' ? 'none' : plain(text)}`);
  return `### ${name}\n\n${plain(summary)}\n\n${lines.join('\n')}\n`;
}

const short = (path: string): string => path.replace(/^features\/|\.feature$/g, '');

/** Nothing in a fact is markup, but for code and links that are made here. */
const plain = (text: string): string => text.replaceAll(/[*_<>|#~]/g, (c) => `\\${c}`);

const HEAD = `# The faults

Written by \`scripts/faults.ts\` from the catalogue in \`src/faults\` and from the features; change
those, not this page. The same on a terminal: \`doomsday faults\`.

Every fault proves that it bites and that it is gone, by observing something else than what was
commanded. A drill whose fault was not proven is \`inconclusive\`. Amounts come from the scene
(\`faults\` in scenarios/schema/scene.schema.json), targets from the feature, draws from the seed. A
scenario whose fault needs what the runtime, the kernel or this etcd does not have is skipped with
the reason before anything is made; it counts as not covered, never as passed.
`;
