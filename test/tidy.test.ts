import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { bans } from './tidy/bans.ts';
import type { Breach, Rule } from './tidy/breach.ts';
import { rooms } from './tidy/rooms.ts';
import { MEDIAN_LINES, medianLines, sizes } from './tidy/sizes.ts';
import { sourceTree } from './tidy/source-tree.ts';
import { unusedExports, unusedFiles } from './tidy/unused.ts';

const root = join(import.meta.dirname, '..');
const files = sourceTree(root);

const RULES: readonly [name: string, rule: Rule][] = [
  ['rooms import only what they may', rooms],
  ['files, functions and lines are short', sizes],
  ['what is banned is not used', bans],
  ['every file is used', unusedFiles],
  ['every export is used', unusedExports],
];

for (const [name, rule] of RULES) {
  test(`${name} (${files.length} files)`, () => {
    const told = rule(files).map(({ rule: broken, where, found, instead }) => {
      return `${where}  ${broken}: ${found} -> ${instead}`;
    });
    assert.ok(told.length === 0, `${told.length} breaches\n${told.join('\n')}`);
  });
}

test('the median file is short', (t) => {
  const median = medianLines(files);
  t.diagnostic(`median of src and steps: ${median} lines`);
  assert.ok(median <= MEDIAN_LINES, `${median} lines`);
});

/** A tree in which every rule is broken once, and what is said of it. */
const RED: readonly [path: string, text: string, told: readonly string[]][] = [
  ['src/core/a.ts', "import '../links/b.ts';\n", ['rooms core imports links']],
  ['src/links/b.ts', "import '../core/f.ts';\n", []],
  ['src/report/c.ts', "import type { X } from '../checker/d.ts';\n", []],
  [
    'src/checker/d.ts',
    "export type X = 1;\nimport type {} from '../record/e.ts';\n",
    ['rooms checker imports record'],
  ],
  [
    'src/record/e.ts',
    "import 'node:child_process';\n",
    ['packages record imports node:child_process'],
  ],
  [
    'src/core/f.ts',
    'Date.now();\nsetTimeout(() => {}, 1);\nMath.random();\nconsole.log(1);\nprocess.exit(1);\n',
    [
      'ban: reading time Date.now',
      'ban: waiting setTimeout',
      'ban: randomness Math.random',
      'ban: printing console.',
      'ban: ending the process process.exit',
    ],
  ],
  [
    'src/core/g.ts',
    'export enum E { a }\nretry();\n',
    ['ban: enum enum declaration', 'ban: trying again retry()'],
  ],
  [
    'src/core/h.ts',
    ['// TO', 'DO\n// /ro', 'ot/x\n'].join(''),
    ['ban: work left undone', "ban: a path of one's own machine"],
  ],
  ['src/core/i.ts', `${'\n'.repeat(400)}export {};\n`, ['file length 401 lines']],
  [
    'src/core/j.ts',
    `export const f = () => {\n${'\n'.repeat(60)}};\nexport const g = 1;\n`,
    ['function length f: 62 lines', 'unused export g'],
  ],
  ['src/core/k.ts', `const aaa = ${'1 + '.repeat(30)}1; void aaa;\n`, ['width']],
  ['src/core/l.ts', 'export {};\n', ['unused file no entry point leads here']],
  ['test/m.test.ts', 'test.only(1);\n', ['ban: a test that excludes or skips others test.only']],
  [
    'src/cli/main.ts',
    ['a', 'd', 'e', 'g', 'h', 'i', 'k']
      .map((name) => `import '../${HOME(name)}/${name}.ts';\n`)
      .join('') + "import { f } from '../core/j.ts';\nvoid f; await import('../report/c.ts');\n",
    [],
  ],
];

function HOME(name: string): string {
  return { d: 'checker', e: 'record' }[name] ?? 'core';
}

test('each rule is broken by an example of its own, and by nothing else', () => {
  const place = mkdtempSync(join(tmpdir(), 'tidy-'));
  after(() => rmSync(place, { recursive: true }));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  writeFileSync(join(place, 'tsconfig.json'), '{ "include": ["src", "test"] }');
  for (const [path, text] of RED) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  const tree = sourceTree(place);
  const breaches = RULES.flatMap(([, rule]) => rule(tree));
  const told = (path: string): Breach[] =>
    breaches.filter(({ where }) => where.startsWith(`${path}:`));
  for (const [path, , expected] of RED) {
    const texts = told(path).map(({ rule, found }) => `${rule} ${found}`);
    const [is, must] = [texts.toSorted(), expected.toSorted()];
    const same =
      is.length === must.length && is.every((text, k) => text.startsWith(must[k] ?? '-'));
    assert.ok(same, `${path}: ${is.join('; ')}`);
  }
});
