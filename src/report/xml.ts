import { escaped } from './markup.ts';

/** An element: `content` is its text or its children. */
export interface Xml {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly content?: string | readonly Xml[];
}

/** A whole document. Names and texts of a user's cluster may hold anything; it stays well-formed. */
export const xmlDocument = (root: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${rendered(root, '')}\n`;

function rendered({ name, attributes = {}, content = [] }: Xml, indent: string): string {
  const open = [name, ...Object.entries(attributes).map(attribute)].join(' ');
  if (content.length === 0) return `${indent}<${open}/>`;
  if (typeof content === 'string') return `${indent}<${open}>${text(content)}</${name}>`;
  const inside = content.map((child) => rendered(child, `${indent}  `));
  return [`${indent}<${open}>`, ...inside, `${indent}</${name}>`].join('\n');
}

/** A reader turns plain line breaks and tabs of an attribute into blanks; written so, they stay. */
const attribute = ([name, value]: [string, string | number]): string =>
  `${name}="${text(String(value)).replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`)}"`;

/** XML has no way at all to say most control characters and half of a surrogate pair. */
const text = (value: string): string =>
  escaped(value.replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD'));
