import { describe, expect, it } from 'vitest';

import css from './tokens.css?raw';

const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(part: string): Map<string, string> {
  return new Map([...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const tones = ['accept', 'review', 'supplement', 'refuse'];
/** Text on its ground: 4.5 : 1. */
const text = [
  ...['ground', 'surface', 'sunken', 'accent-ground'].flatMap((ground) => [['ink', ground], ['ink-soft', ground]]),
  ...tones.flatMap((tone) => [[tone, `${tone}-ground`], [tone, 'surface'], ['ink', `${tone}-ground`], ['surface', tone]]),
  // The character that differs, within the piece that does.
  ['refuse', 'supplement-ground'],
  ['accent', 'accent-ground'],
  ['on-accent', 'accent'],
  ['ink-soft', 'desk'],
  ['surface', 'ink'],
];
/** What is seen without being read, such as the edge of a field: 3 : 1. */
const shapes = [['line-strong', 'surface'], ['accent', 'surface'], ['accent', 'ground'], ...tones.map((tone) => [`${tone}-line`, 'surface'])];

describe.each([
  ['light', colours(light)],
  ['dark', new Map([...colours(light), ...colours(dark)])],
])('the %s scheme', (_, scheme) => {
  it.each(text)('has %s readable on %s', (ink = '', ground = '') => {
    expect(contrast(scheme.get(ink) ?? '', scheme.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('has %s visible on %s', (shape = '', ground = '') => {
    expect(contrast(scheme.get(shape) ?? '', scheme.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
  });
});
