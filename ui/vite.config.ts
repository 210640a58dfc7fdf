import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // Relative addresses: the window's own protocol and `hezhi serve` both serve the same folder.
  base: './',
  build: {
    // Office machines run WebKit and Chromium of 2021 and later.
    target: ['chrome90', 'safari15'],
    cssTarget: ['chrome90', 'safari15'],
    cssCodeSplit: false,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The contrast test reads the colours as they are written.
  test: { css: true, include: ['src/**/*.test.ts'], environment: 'node' },
});
