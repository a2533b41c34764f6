/** Text that is HTML already. Only `html` and `trusted` make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text is escaped, markup is not, nothing is nothing. */
export type Part = Markup | string | number | undefined | null | false | readonly Part[];

/**
 * The one way in which the report makes HTML: every value is escaped unless it is Markup. Names,
 * keys and values of a user's cluster may hold anything. Attributes must be quoted in the template.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(
    parts.map((part, i) => part + (i < values.length ? render(values[i]) : '')).join(''),
  );
}

/** Text that was written by us and not by a run: styles and scripts of the page. */
export const trusted = (text: string): Markup => new Markup(text);

/** Data for a script of the page; a `<` in it can neither end the element nor open another. */
export const dataScript = (name: string, data: unknown): Markup =>
  html`<script type="application/json" class="${name}">
    ${trusted(JSON.stringify(data).replaceAll('<', '\\u003c'))}
  </script>`;

function render(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML and XML say it, between tags and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
