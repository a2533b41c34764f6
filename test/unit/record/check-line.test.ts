import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkLine } from '../../../src/record/check-line.ts';
import { schemaErrors } from '../../support/history-schema.ts';

const manual = readFileSync(new URL('../../../docs/history.md', import.meta.url), 'utf8');
const examples = (/```json\n([^`]*)```/.exec(manual)?.[1] ?? '').trim().split('\n');

/** What the manual's examples leave out. */
const kv = {
  key: { sha256: 'a0'.repeat(32), size: 1 },
  value: 'v',
  create: '2',
  mod: '3',
  version: '2',
  lease: '0',
};
const state = JSON.parse(examples.find((text) => text.includes('"t":"state"')) as string) as object;
const epoch = JSON.parse(examples.find((text) => text.includes('"t":"epoch"')) as string) as object;
const events = JSON.parse(examples.find((text) => text.includes('"events":[')) as string) as object;
const deleted = { type: 'delete', key: 'k', mod: '4', prev: kv };
const others = [
  { ...state, hashKv: { revision: '3', compactRevision: '0', hash: '7' } },
  { ...state, kvs: [kv], members: [{ name: 'm1', id: '31ae', learner: false }] },
  { ...epoch, clusterIds: { old: '9e4d', new: '9e4e' } },
  {
    ...events,
    events: [deleted],
    fragment: true,
    hdr: { cluster: '9e4d', member: '31ae', term: '2' },
  },
].map((line) => JSON.stringify(line));
const lines = [...examples, ...others];

type Node = Record<string, unknown>;

const WORTHS: readonly unknown[] = [
  ...[-1, 0, 1.5, 1e99, 2 ** 53, null, true, [], {}],
  ...['', 'x', '-1', '9006999999999999', '9007199254740993', '99999999999999999999'],
];
/** Checked behind the fields: another format or version, and the recorder's own mistakes. */
const ELSEWHERE = new Set(['header.format', 'header.version', 'op.res', 'op.res.rev']);

/** Tries every worth in every place of a line; names those where the two disagree. */
function disagreements(line: Node, place: Node, path: string, tried: { count: number }): string[] {
  return Object.keys(place).flatMap((name) => {
    const was = place[name];
    const here = Array.isArray(place) ? `${path}[]` : `${path}.${name}`;
    const inner =
      typeof was === 'object' && was !== null ? disagreements(line, was as Node, here, tried) : [];
    if (ELSEWHERE.has(here)) return inner;
    const own = WORTHS.flatMap((worth) => {
      place[name] = worth;
      tried.count += 1;
      const bySchema = schemaErrors(line) === '';
      const byHand = checkLine(line) === undefined;
      return bySchema === byHand ? [] : [`${here} = ${JSON.stringify(worth)}`];
    });
    place[name] = was;
    return [...inner, ...own];
  });
}

test('what the schema refuses of a field, the reader refuses too, and nothing else', (t) => {
  const tried = { count: 0 };
  const found = lines.flatMap((text) => {
    const line = JSON.parse(text) as Node & { t: string };
    return disagreements(line, line, line.t, tried);
  });
  t.diagnostic(`${tried.count} fields of ${lines.length} lines`);
  assert.deepEqual([...new Set(found)], []);
});

/** Adds a field to every object of a line, one at a time, and takes every field out; as above. */
function fieldDisagreements(
  line: Node,
  place: Node,
  path: string,
  tried: { count: number },
): string[] {
  const compare = (what: string): string[] => {
    tried.count += 1;
    const bySchema = schemaErrors(line) === '';
    return bySchema === (checkLine(line) === undefined) ? [] : [what];
  };
  const inner = Object.entries(place).flatMap(([name, was]) => {
    if (typeof was !== 'object' || was === null) return [];
    const here = Array.isArray(place) ? `${path}[]` : `${path}.${name}`;
    return fieldDisagreements(line, was as Node, here, tried);
  });
  if (Array.isArray(place)) return inner;
  const found = STRANGE.flatMap((name) => {
    place[name] = 'x';
    const one = compare(`${path} with ${name}`);
    delete place[name];
    return one;
  });
  for (const [name, was] of Object.entries(place)) {
    if (ELSEWHERE.has(`${path}.${name}`)) continue;
    delete place[name];
    found.push(...compare(`${path} without ${name}`));
    place[name] = was;
  }
  return [...inner, ...found];
}

/** Of another line, of all objects, and one that looks as optional fields may be noted. */
const STRANGE = ['req', 'toString', 'initial?'];

test('a field too many or too few is refused where the schema refuses it, and nowhere else', (t) => {
  const tried = { count: 0 };
  const found = lines.flatMap((text) => {
    const line = JSON.parse(text) as Node & { t: string };
    return fieldDisagreements(line, line, line.t, tried);
  });
  t.diagnostic(`${tried.count} fields of ${lines.length} lines`);
  assert.deepEqual([...new Set(found)], []);
});
