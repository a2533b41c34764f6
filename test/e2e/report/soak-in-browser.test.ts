import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { junit } from '../../../src/report/junit.ts';
import { writeReport } from '../../../src/report/write-report.ts';
import { Browser, chromiumPath } from '../../support/chromium.ts';
import { POOR_CONTRAST } from '../../support/poor-contrast.ts';
import { writeSampleRun } from '../../support/sample-run/sample-run.ts';
import { undecidedSoak } from '../../support/sample-run/soak.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const chromium = chromiumPath();
const skip = chromium === undefined ? 'chromium is not installed (package chromium)' : false;

describe('the report of a soak in a browser', { skip }, () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let browser: Browser;
  let url: string;

  before(async () => {
    folder = await tempFolder();
    await writeSampleRun(folder.path, undecidedSoak());
    await writeReport(folder.path);
    url = pathToFileURL(join(folder.path, 'report.html')).href;
    browser = await Browser.open(chromium as string);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  for (const dark of [false, true]) {
    for (const width of [1280, 420]) {
      test(`${dark ? 'dark' : 'light'}, ${width} px: whole, readable, storms in words`, async () => {
        await browser.goto(url, { width, dark });
        assert.deepEqual(await browser.evaluate(LOOK), {
          overflow: 0,
          links: ['#drill-2', '#drill-3'],
          drills: ['drill-2', 'drill-3'],
          squeezed: [],
        });
        assert.deepEqual(await browser.evaluate(POOR_CONTRAST), []);
        assert.deepEqual(browser.seen, { requests: [], complaints: [] });
      });
    }
  }

  test('junit.xml can be read whatever names and reasons hold', async (t) => {
    const { result } = undecidedSoak();
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const all = `${String.fromCharCode(...codes.slice(0, 0xd800))}\u{1F4A5}${String.fromCharCode(...codes.slice(0xd800))}`;
    const [drill] = result.drills;
    assert.ok(drill !== undefined);
    const { soak: _, ...run } = result;
    const hostile = { ...drill, scenario: all, reason: all, error: all };
    const text = junit({ ...run, drills: [hostile] });
    const read = await browser.evaluate(`(() => {
      const page = new DOMParser().parseFromString(${JSON.stringify(text)}, 'text/xml');
      const error = page.querySelector('error');
      return [
        page.querySelector('parsererror')?.textContent ?? 'well-formed',
        page.querySelector('testcase').getAttribute('name'),
        error?.getAttribute('message'),
        error?.textContent,
      ];
    })()`);
    const said = all.replaceAll(UNSPEAKABLE, '\uFFFD');
    // Between tags every reader takes line breaks for one another.
    const between = said.replace('\r', '\n');
    assert.deepEqual(read, ['well-formed', said, said, `${between}\n\n${result.replay}`]);
    t.diagnostic(`${codes.length} characters read back, three times each`);
  });
});

/** What no XML document may hold: https://www.w3.org/TR/xml/#charsets */
const UNSPEAKABLE = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** How the page is laid out: nothing wider than it, no text set one word a line. */
const LOOK = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    links: all('.windows a').map((a) => a.getAttribute('href')),
    drills: all('article').map(({ id }) => id),
    squeezed: all('.windows td:nth-child(3), .faults td:last-child')
      .map((cell) => cell.clientWidth).filter((width) => width < 160),
  };
})()`;
