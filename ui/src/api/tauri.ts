import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { open, save } from '@tauri-apps/plugin-dialog';

import { language, t } from '../language';
import type { Desk, Papers } from './desk';
import { DeskError } from './error';
import type { Imported } from './generated';
import { tauriBatches } from './tauriBatches';
import { tauriCapturing } from './tauriCapturing';
import { tauriCounter } from './tauriCounter';
import { tauriDeclaring } from './tauriDeclaring';

async function call<T>(command: string, input: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, input);
  } catch (cause) {
    // The permission system and broken arguments answer with a plain string.
    throw typeof cause === 'string' ? new DeskError('window', cause, true) : DeskError.from(cause);
  }
}

const papers: Papers = {
  notice: (id) => call('notice', { id }),
  issue: (id, input) => call('issue_notice', { id, input }),
  async save(id, fileName) {
    const path = await save({ title: t('保存文书'), defaultPath: fileName, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
    if (path === null) return false;
    await call('save_notice', { id, path });
    return true;
  },
  issued: (id) => call('issued_notices', { id }),
  settings: () => call('notice_settings'),
  setOffice: (office) => call('set_office', { office }),
  preview: (name, source) => call('preview_template', { name, source }),
  saveTemplate: (name, source) => call('save_template', { name, source }),
  restoreTemplate: (name) => call('restore_template', { name }),
};

/** The desk in the program's own window: commands for data, a protocol of its own for pages. */
export const tauriDesk: Desk = {
  queue: (filter) => call('queue', { filter }),
  queuePlace: (id, filter) => call('queue_place', { id, filter }),
  queueViews: () => call('queue_views'),
  saveQueueView: (name, view) => call('save_queue_view', { name, view }),
  deleteQueueView: (name) => call('delete_queue_view', { name }),
  overview: (period) => call('overview', { period }),
  async saveOverview(period, table, name) {
    const path = await save({ defaultPath: name, filters: [{ name: 'CSV', extensions: ['csv'] }] });
    if (path !== null) await call('save_overview', { period, table, language: language.spoken, path });
    return path !== null;
  },
  application: (id) => call('application', { id }),
  decide: (id, input) => call('decide', { id, input }),
  undoDecision: (id, decision, by) => call('undo_decision', { id, decision, by }),
  claim: (id, by) => call('claim', { id, by }),
  release: (id, by) => call('release', { id, by }),
  correct: (id, input) => call('correct', { id, input }),
  withdrawCorrection: (id, correction, by) => call('withdraw_correction', { id, correction, by }),
  readBox: (id, place) => call('read_box', { id, place }),
  addNote: (id, input) => call('add_note', { id, input }),
  rules: () => call('rules'),
  status: () => call('status'),
  settings: () => call('settings'),
  // Bytes travel as a list of numbers, which every WebKit can send.
  loadGazetteer: async (table) => call('load_gazetteer', { table: [...new Uint8Array(await table.arrayBuffer())] }),
  removeGazetteer: () => call('remove_gazetteer'),
  async pageImage(id, file, page, max) {
    // `convertFileSrc` would encode the slashes; an empty path gives this platform's base.
    const path = [id, file, String(page)].map(encodeURIComponent).join('/');
    return `${convertFileSrc('', 'page')}${path}?max=${max}`;
  },
  async pageTile(id, file, page, { level, column, row }) {
    const path = [id, file, String(page)].map(encodeURIComponent).join('/');
    return `${convertFileSrc('', 'page')}${path}?level=${level}&column=${column}&row=${row}`;
  },
  papers,
  batches: tauriBatches(call),
  capturing: tauriCapturing(call),
  counter: tauriCounter(call),
  ...tauriDeclaring(call),
  importing: {
    by: 'folder',
    async pick() {
      const path = await open({ directory: true, title: t('选择存放申请的文件夹') });
      return path === null ? null : call<Imported>('import_folder', { path });
    },
  },
};
