import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';

/** Text in Chinese: a character, or a mark that only Chinese sentences have. */
export const CHINESE = /[\p{Script=Han}、。「」（），：；！？]/u;

export interface Found {
  file: string;
  text: string;
  /** What of it cannot be looked up, if anything: then it can have no English. */
  fault: string | null;
}

/** Every Chinese text of a source of the interface but those of comments, patterns and types. */
export function chinese(file: string, source: string): Found[] {
  const found = file.endsWith('.svelte') ? inComponent(source) : inScript(source);
  return found.map((one) => ({ file, ...one }));
}

type Piece = Omit<Found, 'file'>;

function inComponent(source: string): Piece[] {
  const root = parse(source, { modern: true });
  const found: Piece[] = [];
  for (const script of [root.instance, root.module]) {
    if (script) found.push(...inScript(part(source, script.content)));
  }
  look(root.fragment);
  return found;

  function look(node: unknown) {
    if (Array.isArray(node)) return node.forEach(look);
    if (typeof node !== 'object' || node === null) return;
    const { type, data } = node as Partial<AST.Text>;
    if (type === 'Text' && typeof data === 'string') {
      if (CHINESE.test(data)) found.push({ text: data.trim(), fault: 'stands in the template as it is: say it with t()' });
      return;
    }
    if (isExpression(node)) {
      found.push(...inScript(`(${part(source, node)}\n)`));
      return;
    }
    Object.entries(node).forEach(([name, value]) => name !== 'metadata' && look(value));
  }
}

/** A node of script within a template; what is a statement is none, and looked through. */
function isExpression(node: object): node is { start: number; end: number } {
  const { type = '', start } = node as { type?: string; start?: unknown };
  return typeof start === 'number' && /^(Literal|Identifier|\w+(Expression|Literal))$/.test(type);
}

function part(source: string, at: unknown): string {
  const { start, end } = at as { start: number; end: number };
  return source.slice(start, end);
}

function inScript(source: string): Piece[] {
  const found: Piece[] = [];
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;

  function visit(node: ts.Node) {
    if (ts.isLiteralTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) && CHINESE.test(node.text)) found.push({ text: node.text, fault: null });
    if (ts.isTemplateExpression(node) && CHINESE.test(node.head.text + node.templateSpans.map((span) => span.literal.text).join(''))) {
      found.push({ text: node.getText(), fault: 'is put together: make it one message with values' });
    }
    ts.forEachChild(node, visit);
  }
}
