import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeReport } from '../../../src/report/write-report.ts';
import { Browser, chromiumPath } from '../../support/chromium.ts';
import { POOR_CONTRAST } from '../../support/poor-contrast.ts';
import { mixedRun, writeSampleRun } from '../../support/sample-run/sample-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const chromium = chromiumPath();
const skip = chromium === undefined ? 'chromium is not installed (package chromium)' : false;

describe('the report in a browser', { skip }, () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let browser: Browser;
  let url: string;

  before(async () => {
    folder = await tempFolder();
    await writeSampleRun(folder.path, mixedRun());
    await writeReport(folder.path);
    url = pathToFileURL(join(folder.path, 'report.html')).href;
    browser = await Browser.open(chromium as string);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const texts = (selector: string): Promise<string[]> =>
    browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => e.innerText.trim().replace(/\\s+/g, ' '))`,
    );

  for (const dark of [false, true]) {
    for (const width of [1280, 1000, 420]) {
      test(`${dark ? 'dark' : 'light'}, ${width} px: quiet, offline, nothing wider than the page`, async () => {
        await browser.goto(url, { width, dark });
        const paper = await browser.evaluate<string>(
          `getComputedStyle(document.body).backgroundColor`,
        );
        const overflow = await browser.evaluate<number>(
          `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
        );
        assert.deepEqual(browser.seen, { requests: [], complaints: [] });
        assert.equal(overflow, 0);
        assert.equal(paper, dark ? 'rgb(18, 20, 23)' : 'rgb(247, 245, 241)');
      });
    }
  }

  test('links within the page lead somewhere, those of witnesses to their violated check', async () => {
    await browser.goto(url, { width: 1280 });
    const targets = (selector: string): Promise<string[]> =>
      browser.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((a) =>
          document.getElementById(a.hash.slice(1))?.className ?? 'nowhere: ' + a.hash)`,
      );
    const all = await targets('a[href^="#"]');
    assert.deepEqual(
      all.filter((found) => found.startsWith('nowhere')),
      [],
    );
    assert.deepEqual([...new Set(await targets('a.dot'))], ['check violated']);
  });

  test('verdict, drills, stages, lanes, checks and objectives are there', async () => {
    await browser.goto(url, { width: 1280 });
    assert.deepEqual(await texts('h1 .word'), ['Unsafe']);
    assert.deepEqual(await texts('.overview tbody .badge'), [
      '✓ Passed',
      '✓ Passed',
      '! Missed',
      '✕ Unsafe',
    ]);
    assert.equal((await texts('article')).length, 4);
    assert.deepEqual(await texts('#drill-1 .stage.rto .when'), ['+1.73 s ± 20 ms']);
    assert.deepEqual(await texts('#drill-1 .member > .name'), ['m1', 'm2', 'm3']);
    assert.deepEqual(await texts('#drill-4 .check.violated strong'), [
      'no revision that a client saw is given out again',
      'revision 2655 was given to two different writes',
    ]);
    assert.deepEqual(await texts('#drill-3 .status.bad'), ['✕ missed']);
  });

  test('zoom: a button shows the outage, the axes follow, and it goes back', async () => {
    await browser.goto(url, { width: 1280 });
    const shown = `(() => {
      const figure = document.querySelector('#drill-1 .timeline');
      return {
        from: figure.style.getPropertyValue('--from'),
        first: figure.querySelector('.axis .tick').textContent,
        box: figure.querySelector('svg').getAttribute('viewBox'),
      };
    })()`;
    const click = (n: number) =>
      browser.evaluate(`document.querySelectorAll('#drill-1 .tools button')[${n}].click()`);
    const whole = await browser.evaluate(shown);
    await click(1);
    const outage = await browser.evaluate(shown);
    await click(0);
    assert.deepEqual(whole, { from: '0', first: '0 s', box: '0 0 10.6 100' });
    assert.deepEqual(outage, { from: '4.768', first: '5.0 s', box: '4.768 0 3.022 100' });
    assert.deepEqual(await browser.evaluate(shown), whole);
  });

  test('the theme button turns the page over, whatever the system prefers', async () => {
    await browser.goto(`${url}?theme=dark`, { width: 1280 });
    const paper = `getComputedStyle(document.body).backgroundColor`;
    const before = await browser.evaluate(paper);
    await browser.evaluate(`document.querySelector('.theme').click()`);
    const colours = [before, await browser.evaluate(paper)];
    assert.deepEqual(colours, ['rgb(18, 20, 23)', 'rgb(247, 245, 241)']);
  });

  test('text is readable on what it stands on: 4.5 to 1 or better', async () => {
    for (const dark of [false, true]) {
      await browser.goto(url, { width: 1280, dark });
      assert.deepEqual(await browser.evaluate(POOR_CONTRAST), []);
    }
  });
});
