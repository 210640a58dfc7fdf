import { afterEach, describe, expect, it } from 'vitest';

import { duration } from '../overview/period';
import english from './en.json';
import { language, ruleTitle, t, translated } from './language.svelte';
import rules from './rules.en.json';
import { chinese, CHINESE } from './scan';

const sources = import.meta.glob<string>(['../**/*.{svelte,ts}', '!../**/*.test.ts', '!../**/generated/**', '!./scan.ts'], { query: '?raw', import: 'default', eager: true });
const rulebook = import.meta.glob<string>('../../../crates/hezhi/rules/*.toml', { query: '?raw', import: 'default', eager: true });
const tables = import.meta.glob<string>('../../../crates/hezhi-desk/src/overview.rs', { query: '?raw', import: 'default', eager: true });
const found = Object.entries(sources).flatMap(([file, source]) => chinese(file, source));

/** What is no word of the interface, by file: parts of addresses, names that stay with the record. */
const records: Record<string, RegExp> = {
  '../declare/boxes.ts': /^(上海市|[弄号幢室]|支弄)$/,
  // Examples of what is printed on a paper.
  '../notice/OfficeForm.svelte': /^(某某|一楼|周一)/,
  '../import/entries.ts': /^`粘贴的图片\./,
  '../review/decision.ts': /^。$/,
  '../review/findings.ts': /^。$/,
  '../settings/AppearanceSection.svelte': /^中文$/,
  '../settings/gazetteer.ts': /^路名\t/,
};
const interfaces = found.filter(({ file, text }) => !records[file]?.test(text));

describe('every Chinese word of the interface', () => {
  it('is found in the sources', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(100);
    expect(found.length).toBeGreaterThan(500);
  });

  it('can be looked up', () => {
    expect(interfaces.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  it('has an English one', () => {
    expect(interfaces.filter(({ text }) => !(text in english)).map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });
});

describe('every English word', () => {
  it('is used', () => {
    const used = new Set(found.map(({ text }) => text));
    expect(Object.keys(english).filter((text) => !used.has(text))).toEqual([]);
  });

  it('has the values of its Chinese, and no Chinese but what it explains', () => {
    const explained = ['语言（Language）'];
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [message, words] of Object.entries(english)) {
      for (const said of typeof words === 'string' ? [words] : Object.values(words)) {
        expect(names(said), message).toEqual(names(message));
        if (!/路/.test(message) && !explained.includes(message)) expect(said, message).not.toMatch(CHINESE);
      }
    }
  });

  it('names every rule, and no other', () => {
    const ids = Object.values(rulebook).flatMap((file) => [...file.matchAll(/^id = "(.+)"$/gm)].map((match) => match[1] ?? ''));
    expect(ids.length).toBeGreaterThan(30);
    expect(Object.keys(rules).sort()).toEqual([...new Set(ids)].sort());
  });
});

describe('a saved table', () => {
  it('has the words of the screen', () => {
    const pairs = Object.values(tables).flatMap((source) => [...source.matchAll(/\("([^"]+)", "([^"]+)"\)/g)].map(([, chinese = '', said = '']) => [chinese, said] as const));
    const shared = pairs.filter(([chinese]) => chinese in english);
    expect(shared.length).toBeGreaterThan(15);
    expect(Object.fromEntries(shared)).toEqual(Object.fromEntries(shared.map(([chinese]) => [chinese, english[chinese as keyof typeof english]])));
  });
});

describe('the scan', () => {
  it('sees what is said without looking it up', () => {
    const faults = chinese('a.svelte', '<script lang="ts">const n = 1; // 注释\n const a = `共 ${n} 件`;</script>\n<!-- 注释 --><p title="标题">原样 {n > 0 ? \'有\' : t(\'无\')}</p>');
    expect(faults.map(({ text, fault }) => [text, fault !== null])).toEqual([
      ['`共 ${n} 件`', true],
      ['标题', true],
      ['原样', true],
      ['有', false],
      ['无', false],
    ]);
  });
});

describe('the desk', () => {
  afterEach(() => language.speak('zh-CN'));

  it('speaks Chinese until English was asked for, and again when it is not', async () => {
    const labels = translated({ accept: '受理' });
    expect([t('已受理'), t('{count} 份', { count: 2 }), labels.accept, ruleTitle('lease.expired', '租期已满')]).toEqual(['已受理', '2 份', '受理', '租期已满']);
    await language.speak('en');
    expect([t('已受理'), t('{count} 份', { count: 2 }), labels.accept, ruleTitle('lease.expired', '租期已满')]).toEqual(['Accepted', '2 papers', 'Accept', 'Lease has ended']);
    await language.speak('zh-CN');
    expect(t('已受理')).toBe('已受理');
  });

  it('knows one from many, and two meanings of one word', async () => {
    expect([t('更正'), t('更正|done')]).toEqual(['更正', '更正']);
    await language.speak('en');
    expect([t('{count} 份', { count: 1 }), t('{count} 份', { count: 0 }), duration(60)]).toEqual(['1 paper', '0 papers', '60 s']);
    expect([t('更正'), t('更正|done')]).toEqual(['Correct', 'corrected']);
    expect(ruleTitle('rule.of.tomorrow', '明天的规则')).toBe('明天的规则');
  });

  it('keeps to what was chosen last', async () => {
    await Promise.all([language.speak('en'), language.speak('zh-CN')]);
    expect(language.spoken).toBe('zh-CN');
  });
});
