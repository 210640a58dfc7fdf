import type { BatchFolder, BatchSource, BatchTable, TableColumn, TableSource } from '../api';

/** What a table has to say of each row, by a column or for all of them. */
export type Needed = 'name' | 'service' | 'submitted_on';

/** What neither a column nor a value for all rows gives. */
export function lacking(table: TableSource): Needed[] {
  const has = (column: TableColumn) => table.columns.includes(column);
  const lacks: Needed[] = [];
  if (!has('name')) lacks.push('name');
  if (!has('service') && !table.service) lacks.push('service');
  if (!has('submitted_on') && !table.submitted_on) lacks.push('submitted_on');
  return lacks;
}

/** What several columns are said to mean, though only one can. */
export function twice(columns: readonly (TableColumn | null)[]): TableColumn[] {
  return [...new Set(columns.filter((column, i) => column !== null && columns.indexOf(column) !== i))] as TableColumn[];
}

/** A table with what its columns seem to mean. */
export function tableSource(table: BatchTable): TableSource {
  return { file: table.file, sheet: table.sheet, columns: [...table.columns], service: null, submitted_on: null, basis: null };
}

/** Whether nothing stands in the way of a start. */
export function isReady(source: BatchSource): boolean {
  if (source.by === 'folders') return true;
  if (source.by === 'nothing') return source.submitted_on !== '';
  return lacking(source).length === 0 && twice(source.columns).length === 0;
}

/** A way in which the applications of a folder can be declared. */
export interface Way {
  /** Told apart by this: how, and by which table. */
  key: string;
  source: BatchSource;
  table: BatchTable | null;
}

/** Every way that a folder offers, what suits it best first. */
export function waysOf(folder: BatchFolder, today: string): Way[] {
  const ways: Way[] = [];
  if (folder.applications > 0) ways.push({ key: 'folders', source: { by: 'folders' }, table: null });
  for (const table of folder.tables) {
    ways.push({ key: `table ${table.file} ${table.sheet ?? ''}`, source: { by: 'table', ...tableSource(table) }, table });
  }
  if (folder.scans > 0) ways.push({ key: 'nothing', source: { by: 'nothing', service: 'registration', submitted_on: today }, table: null });
  const { suggested } = folder;
  if (suggested === null) return ways;
  const suits = ({ source }: Way) =>
    source.by === suggested.by && (source.by !== 'table' || (suggested.by === 'table' && source.file === suggested.file && (source.sheet ?? null) === (suggested.sheet ?? null)));
  // What was found out of the folder is taken over whole, with its values for all rows.
  const better = ways.filter(suits).map((way) => ({ ...way, source: suggested }));
  return [...better, ...ways.filter((way) => !suits(way))];
}

/** A path as it was typed or pasted: file managers put quotes around it, or `file://` before. */
export function cleaned(path: string): string {
  const text = path.trim().replace(/^(["'])(.*)\1$/, '$2').trim();
  if (!/^file:\/\//i.test(text)) return text;
  const bare = text.replace(/^file:\/\/(localhost)?/i, '').replace(/^\/([a-z]:)/i, '$1');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
