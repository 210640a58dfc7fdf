import type { Comparison, PieceComparison, PieceKind, PieceText, Relation } from '../api';

/** A stretch of one side of a comparison. */
export interface Segment {
  text: string;
  /** Null for what lies between the pieces. */
  kind: PieceKind | null;
  relation: Relation;
  /** This side lacks the piece that the other has; `text` is then empty. */
  missing: boolean;
  /** The text again, cut where it agrees with the other side and where it does not. */
  runs: Run[];
}

export interface Run {
  text: string;
  differs: boolean;
}

/** One side of a comparison from its first character to its last, cut into pieces. */
export function segments(comparison: Comparison, side: 'a' | 'b'): Segment[] {
  const chars = Array.from(comparison[side]);
  const found: Segment[] = [];
  let at = 0;
  for (const piece of inOrder(comparison.pieces, side)) {
    const own = piece[side];
    if (!own) {
      found.push({ text: '', kind: piece.kind, relation: piece.relation, missing: true, runs: [] });
      continue;
    }
    const start = Math.max(own.start, at);
    if (start > at) found.push(between(chars.slice(at, start).join('')));
    const text = chars.slice(start, Math.max(own.end, start)).join('');
    found.push({ text, kind: piece.kind, relation: piece.relation, missing: false, runs: runs(piece, side, text) });
    at = Math.max(own.end, start);
  }
  if (at < chars.length) found.push(between(chars.slice(at).join('')));
  return found;
}

function between(text: string): Segment {
  return { text, kind: null, relation: 'same', missing: false, runs: [{ text, differs: false }] };
}

/** Pieces as they stand on this side; one that it lacks stays after the piece before it. */
function inOrder(pieces: PieceComparison[], side: 'a' | 'b'): PieceComparison[] {
  let last = -1;
  const placed = pieces.map((piece, index) => {
    const own: PieceText | null = piece[side];
    if (own) last = own.start;
    return { piece, index, start: own ? own.start : last };
  });
  placed.sort((x, y) => x.start - y.start || x.index - y.index);
  return placed.map((p) => p.piece);
}

function runs(piece: PieceComparison, side: 'a' | 'b', text: string): Run[] {
  const other = piece[side === 'a' ? 'b' : 'a'];
  if (piece.relation === 'same') return [{ text, differs: false }];
  if (!other) return [{ text, differs: true }];
  return difference(text, other.text);
}

/**
 * The characters of `text` that `other` does not have in the same order: what is left beside
 * their longest common subsequence.
 */
export function difference(text: string, other: string): Run[] {
  const a = Array.from(text);
  const b = Array.from(other);
  // common[i][j] is the length of the longest common subsequence of a[i..] and b[j..].
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i];
    if (!row) continue;
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const found: Run[] = [];
  const push = (char: string, differs: boolean) => {
    const last = found[found.length - 1];
    if (last && last.differs === differs) last.text += char;
    else found.push({ text: char, differs });
  };
  let i = 0;
  let j = 0;
  while (i < a.length) {
    const char = a[i] ?? '';
    if (j < b.length && char === b[j]) {
      push(char, false);
      i++;
      j++;
    } else if (j < b.length && at(i, j + 1) > at(i + 1, j)) j++;
    else {
      push(char, true);
      i++;
    }
  }
  return found;
}
