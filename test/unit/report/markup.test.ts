import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataScript, html, trusted, type Part } from '../../../src/report/markup.ts';

const HOSTILE = `<script>alert("1")</script> & 'x'`;

test('every value is escaped, in text and in attributes', () => {
  const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;';
  assert.equal(
    html`<b title="${HOSTILE}">${HOSTILE}</b>`.text,
    `<b title="${escaped}">${escaped}</b>`,
  );
});

test('markup in markup stays as it is, lists are joined, nothing is nothing', () => {
  const items: Part[] = ['a<', html`<i>b</i>`, undefined, null, false, 0];
  assert.equal(html`<p>${items}${trusted('<hr>')}</p>`.text, '<p>a&lt;<i>b</i>0<hr></p>');
});

test('data for a script cannot end the element it stands in', () => {
  const { text } = dataScript('pace', { name: '</script><script>' });
  assert.equal(text.split('</script>').length, 2);
  const json = /<script[^>]*>([^]*)<\/script>/.exec(text)?.[1] ?? '';
  assert.deepEqual(JSON.parse(json), { name: '</script><script>' });
});
