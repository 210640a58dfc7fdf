import type { Desk } from './desk';
import { httpDesk } from './http';
import { tauriDesk } from './tauri';
import { takeToken } from './token';

export type { Batches } from './batches';
export type { Counter } from './counter';
export type { BroughtFile, Dragging, Things } from './declaring';
export type { Desk, Importing, Tile } from './desk';
export { DeskError } from './error';
export type * from './generated';

const inWindow = '__TAURI_INTERNALS__' in window;

/** The desk behind these screens: this folder alone knows whether it is a window or a browser. */
export const desk: Desk = inWindow ? tauriDesk : httpDesk(takeToken(location, history, sessionStorage));
