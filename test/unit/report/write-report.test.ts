import assert from 'node:assert/strict';
import { mkdir, readFile, rm, truncate, writeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeReport } from '../../../src/report/write-report.ts';
import { mixedRun, passedRun, writeSampleRun } from '../../support/sample-run/sample-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('a complete folder: verdict.json is the result, page and summary tell it', async () => {
  await using folder = await tempFolder();
  const run = passedRun();
  await writeSampleRun(folder.path, run);
  const result = await writeReport(folder.path);
  assert.deepEqual(result, JSON.parse(JSON.stringify(run.result)));
  assert.deepEqual(JSON.parse(await readFile(join(folder.path, 'verdict.json'), 'utf8')), result);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.match(page, /<title>Passed: /);
  assert.doesNotMatch(page, /incomplete/);
  const summary = await readFile(join(folder.path, 'summary.md'), 'utf8');
  assert.match(
    summary,
    /\| ✓ passed \| Two of three .* \| 1\.73 s ± 20 ms \| 349 writes \| 4 of 4 \| 2 of 2 \|/,
  );
});

test('what was not covered is told by the summary and the page, never as good', async () => {
  await using folder = await tempFolder();
  const run = passedRun();
  const hostile = { feature: '<b>F', scenario: '|a full disk', scene: 'five', reason: 'no <y>' };
  const result = { ...run.result, skipped: [hostile] };
  await writeSampleRun(folder.path, { ...run, result });
  assert.deepEqual((await writeReport(folder.path)).skipped, [hostile]);
  const summary = await readFile(join(folder.path, 'summary.md'), 'utf8');
  const lines = summary.split('\n').filter((line) => line.includes('not covered'));
  assert.deepEqual(lines, [
    '| ○ not covered | \\|a full disk (five) | — | — | — | — | — |',
    '- **not covered**, \\|a full disk: no \\<y\\>',
  ]);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.match(page, /<h2 id="not-covered">Not covered<\/h2>/);
  assert.match(
    page,
    /<strong>\|a full disk<\/strong>\s*<small>&lt;b&gt;F · five<\/small><br \/>no &lt;y&gt;/,
  );
});

test('a drill that nobody judged is measured from its record and broken', async () => {
  await using folder = await tempFolder();
  const run = mixedRun(200);
  await writeSampleRun(folder.path, run);
  await rm(join(folder.path, 'drills', '02.json'));
  const result = await writeReport(folder.path);
  const lost = result.drills[1];
  assert.equal(result.verdict, 'unsafe');
  assert.equal(lost?.verdict, 'broken');
  assert.deepEqual(lost?.objectives, JSON.parse(JSON.stringify(run.result.drills[1]?.objectives)));
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.match(page, /Drill 2 was not judged/);
});

test('a killed run: a torn record alone is enough for a report that says so', async () => {
  await using folder = await tempFolder();
  await writeSampleRun(folder.path, passedRun());
  await rm(join(folder.path, 'run.json'));
  await rm(join(folder.path, 'drills'), { recursive: true });
  const history = join(folder.path, 'history.ndjson');
  await truncate(history, Math.floor((await stat(history)).size * 0.7));
  const result = await writeReport(folder.path);
  assert.deepEqual(
    [result.verdict, result.exitCode, result.reason, result.seed, result.drills.length],
    ['broken', 4, 'the run ended before it could say its verdict', '0x5eed', 1],
  );
  const summary = await readFile(join(folder.path, 'summary.md'), 'utf8');
  assert.match(summary, /run\.json is missing/);
  assert.match(summary, /The record of drill 1 has no last line/);
});

test('a run.json of the beginning does not speak for drills that ended later', async () => {
  await using folder = await tempFolder();
  const run = passedRun();
  const result = { ...run.result, verdict: 'inconclusive', reason: 'no drill has ended' } as const;
  await writeSampleRun(folder.path, { ...run, result });
  const { verdict, reason } = await writeReport(folder.path);
  assert.deepEqual([verdict, reason], ['broken', 'the run ended before it could say its verdict']);
});

test('torn and missing files are named, and the rest is told', async () => {
  await using folder = await tempFolder();
  await writeSampleRun(folder.path, passedRun());
  await writeFile(join(folder.path, 'drills', '02.json'), '{"drill": 2, ');
  await rm(join(folder.path, 'history.ndjson'));
  const result = await writeReport(folder.path);
  assert.equal(result.drills.length, 1);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.match(page, /drills\/02\.json cannot be read/);
  assert.match(page, /history\.ndjson cannot be read/);
});

test('a folder that holds no run is refused', async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'drills'));
  await assert.rejects(writeReport(folder.path), { code: 'NOT_A_RUN_FOLDER', exit: 64 });
});

test('hostile names, keys and values stay text', async () => {
  await using folder = await tempFolder();
  const run = passedRun();
  const evil = `"><img src=x onerror=alert(1)></script><script>alert(2)</script>`;
  const [drill] = run.result.drills;
  const [record] = run.records;
  assert.ok(drill !== undefined && record !== undefined);
  const check = { ...drill.checks[0], source: `javascript:${evil}`, reason: evil, guarantee: evil };
  const witness = { why: evil, observed: [[evil, evil]], operations: [1], legal: evil };
  const hostile = {
    ...drill,
    scenario: evil,
    feature: evil,
    reason: evil,
    notes: [evil],
    error: evil,
    steps: [{ text: evil, status: 'failed', seconds: 1, error: evil }],
    checks: [{ ...check, status: 'violated', witnesses: [witness] }],
    faults: [{ name: evil, targets: [evil], bit: true, gone: true, evidence: evil }],
  };
  const ops = record.ops.map((op) =>
    op.req.op === 'put' ? { ...op, member: evil, req: { ...op.req, key: evil, value: evil } } : op,
  );
  const faults = record.faults.map((line) => ({ ...line, name: evil, evidence: evil }));
  const marks = record.marks.map((m) => ({
    ...m,
    detail: { file: evil, reason: evil, phase: evil },
  }));
  const samples = record.samples.map((s) => ({ ...s, member: evil, leader: evil }));
  await writeSampleRun(folder.path, {
    result: { ...run.result, replay: evil, reason: evil, drills: [hostile] } as never,
    records: [{ ...record, ops, faults, marks, samples }],
  });
  await writeReport(folder.path);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.ok(page.includes('&lt;img src=x'));
  assert.ok(!page.includes('<img'));
  assert.ok(!page.includes('<script>alert(2)'));
  assert.ok(!page.includes('href="javascript:'));
  const summary = await readFile(join(folder.path, 'summary.md'), 'utf8');
  assert.ok(!/(?<!\\)<img/.test(summary.replaceAll(/`[^`]*`/g, '')));
});

test('a minute with more than 50,000 calls stays below 2 MB', async () => {
  await using folder = await tempFolder();
  const run = mixedRun();
  await writeSampleRun(folder.path, run);
  await writeReport(folder.path);
  const calls = run.records[2]?.ops.length ?? 0;
  const { size } = await stat(join(folder.path, 'report.html'));
  assert.ok(calls > 50_000, `${calls} calls`);
  assert.ok(size < 2e6, `${size} bytes`);
});
