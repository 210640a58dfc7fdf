import { describe, expect, it } from 'vitest';

import type { BatchFolder, BatchTable, TableSource } from '../api';
import { cleaned, isReady, lacking, tableSource, twice, waysOf } from './source';

const table: BatchTable = {
  file: '名单.xlsx',
  sheet: 'Sheet1',
  headings: ['编号', '姓名', '地址', '备注'],
  sample: [['A', '王', '华发路', '']],
  rows: 12,
  columns: ['id', 'name', 'address', null],
  remembered: false,
};
const source = (change: Partial<TableSource> = {}): TableSource => ({ ...tableSource(table), ...change });
const folder: BatchFolder = { folder: '/扫描', applications: 0, scans: 9, tables: [table], suggested: null, problems: [], skipped: [] };

describe('a table', () => {
  it('lacks what neither a column nor a value for all rows gives', () => {
    expect(lacking(source())).toEqual(['service', 'submitted_on']);
    expect(lacking(source({ service: 'registration' }))).toEqual(['submitted_on']);
    expect(lacking(source({ service: 'registration', columns: ['submitted_on', 'name'] }))).toEqual([]);
    expect(lacking(source({ service: 'permit', submitted_on: '2026-03-05', columns: ['id'] }))).toEqual(['name']);
    expect(lacking(source({ submitted_on: '' }))).toContain('submitted_on');
  });

  it('has each meaning in one column only', () => {
    expect(twice(['id', 'name', null, null, 'name', 'id', 'name'])).toEqual(['name', 'id']);
    expect(twice(['id', null, null])).toEqual([]);
  });

  it('is ready when nothing is lacking or doubled', () => {
    const whole = source({ service: 'registration', submitted_on: '2026-03-05' });
    expect(isReady({ by: 'table', ...whole })).toBe(true);
    expect(isReady({ by: 'table', ...source() })).toBe(false);
    expect(isReady({ by: 'table', ...whole, columns: ['name', 'name'] })).toBe(false);
    expect(isReady({ by: 'nothing', service: 'registration', submitted_on: '' })).toBe(false);
    expect(isReady({ by: 'folders' })).toBe(true);
  });

  it('is mapped without touching what was found', () => {
    const mapped = tableSource(table);
    mapped.columns[0] = null;
    expect(table.columns[0]).toBe('id');
  });
});

describe('the ways of a folder', () => {
  it('are those that it offers', () => {
    expect(waysOf(folder, '2026-03-05').map(({ source }) => source.by)).toEqual(['table', 'nothing']);
    expect(waysOf({ ...folder, applications: 3, scans: 0, tables: [] }, '2026-03-05').map((way) => way.key)).toEqual(['folders']);
    expect(waysOf({ ...folder, scans: 0, tables: [] }, '2026-03-05')).toEqual([]);
  });

  it('begin with what was found to suit, as it was found', () => {
    const suggested = { by: 'nothing', service: 'permit', submitted_on: '2026-01-02' } as const;
    const ways = waysOf({ ...folder, suggested }, '2026-03-05');
    expect(ways.map(({ source }) => source.by)).toEqual(['nothing', 'table']);
    expect(ways[0]?.source).toEqual(suggested);
  });

  it('tell two sheets of one workbook apart', () => {
    const other = { ...table, sheet: 'Sheet2', rows: 3 };
    const suggested = { by: 'table' as const, ...tableSource(other), service: 'permit' as const };
    const ways = waysOf({ ...folder, tables: [table, other], suggested }, '2026-03-05');
    expect(ways.map((way) => way.table?.sheet)).toEqual(['Sheet2', 'Sheet1', undefined]);
    expect(ways[0]?.source).toEqual(suggested);
  });
});

describe('a path that was pasted', () => {
  it.each([
    ['  /扫描/三月 ', '/扫描/三月'],
    ['"C:\\扫描\\三月"', 'C:\\扫描\\三月'],
    ["'/扫描 三月'", '/扫描 三月'],
    ['file:///home/a/%E6%89%AB%E6%8F%8F%201', '/home/a/扫描 1'],
    ['file:///C:/scans', 'C:/scans'],
    ['file:///home/100%', '/home/100%'],
    ['/home/a"b', '/home/a"b'],
    ['', ''],
  ])('%s', (typed, path) => expect(cleaned(typed)).toBe(path));
});
