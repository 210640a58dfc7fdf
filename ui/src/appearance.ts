import type { Scheme, TextSize } from './preferences.svelte';

/** Every size in the styles is in rem: the root's size scales all of them. */
const scale: Record<TextSize, string> = { normal: '', large: '112.5%', larger: '125%' };

/** Words in a style sheet that ask for the system's dark scheme. */
const DARK = /prefers-color-scheme:\s*dark/;

/**
 * Puts the person's choice in force. A chosen scheme takes the place of the system's in the rules
 * themselves, so that each style is written once, for `prefers-color-scheme`, and follows.
 */
export function appear(scheme: Scheme, size: TextSize) {
  const root = document.documentElement;
  root.style.fontSize = scale[size];
  root.style.colorScheme = scheme === 'system' ? '' : scheme;
  for (const rule of darkRules()) rule.media.mediaText = media(scheme);
}

export function media(scheme: Scheme): string {
  return scheme === 'system' ? '(prefers-color-scheme: dark)' : scheme === 'dark' ? 'all' : 'not all';
}

/** Found once, before the first of them is changed. */
let found: CSSMediaRule[] | null = null;

function darkRules(): CSSMediaRule[] {
  found ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && DARK.test(rule.media.mediaText));
  return found;
}
