import { open, save } from '@tauri-apps/plugin-dialog';

import { t } from '../language';
import type { Batches } from './batches';

type Call = <T>(command: string, input?: Record<string, unknown>) => Promise<T>;

/** Batches in the program's own window. */
export function tauriBatches(call: Call): Batches {
  return {
    pickFolder: () => open({ directory: true, title: t('选择要批量导入的文件夹') }),
    lookAt: (folder) => call('look_at_folder', { folder }),
    start: (input) => call('start_batch', { input }),
    all: () => call('batches'),
    one: (id) => call('batch', { id }),
    items: (id, state, from, count) => call('batch_items', { id, state, from, count }),
    pause: (id) => call('pause_batch', { id }),
    resume: (id) => call('resume_batch', { id }),
    stop: (id) => call('stop_batch', { id }),
    cores: () => call('batch_cores'),
    setCores: (cores) => call('set_batch_cores', { cores }),
    async saveResults(id, form, name) {
      const path = await save({ title: t('保存结果'), defaultPath: name, filters: [{ name: form.toUpperCase(), extensions: [form] }] });
      if (path !== null) await call('save_batch_results', { id, form, path });
      return path !== null;
    },
  };
}
