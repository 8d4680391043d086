/** Scanners' XML as a tree of local names. Nothing is expanded or fetched: a document type is refused, and so is what is too deep or too large. */
import { SaxesParser } from 'saxes';
import { CodedError } from '../../../core/errors.ts';

export type XmlNode = { name: string; text: string; children: XmlNode[] };

/** Chosen: the longest answer of a real device seen in sane-airscan's test files has some thousand elements, ten deep. */
const limits = { depth: 30, nodes: 20_000 };

/** @throws CodedError scanner.nonsense */
export function parseXml(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const root: XmlNode = { name: '', text: '', children: [] };
  const path = [root];
  let nodes = 0;
  const refuse = (): never => { throw new CodedError('scanner.nonsense'); };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name }) => {
    const node: XmlNode = { name: localName(name), text: '', children: [] };
    path.at(-1)!.children.push(node);
    path.push(node);
    if ((nodes += 1) > limits.nodes || path.length > limits.depth) refuse();
  });
  parser.on('closetag', () => void path.pop());
  parser.on('text', (chunk) => { path.at(-1)!.text += chunk; });
  try {
    parser.write(text).close();
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : new CodedError('scanner.nonsense');
  }
  return root.children[0] ?? refuse();
}

/** Vendors use the prefixes as they like. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** All of that name, at any depth. */
export const allNamed = (node: XmlNode, name: string): XmlNode[] => node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allNamed(child, name)]);
export const firstNamed = (node: XmlNode | undefined, name: string): XmlNode | undefined => (node ? allNamed(node, name)[0] : undefined);
export const textNamed = (node: XmlNode | undefined, name: string): string | null => firstNamed(node, name)?.text.trim() ?? null;
export function numberNamed(node: XmlNode | undefined, name: string): number | null {
  const text = textNamed(node, name);
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
