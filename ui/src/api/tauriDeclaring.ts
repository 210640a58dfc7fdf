import { convertFileSrc } from '@tauri-apps/api/core';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { open } from '@tauri-apps/plugin-dialog';

import { t } from '../language';
import type { Declaring, Things } from './declaring';
import type { Brought } from './generated';

type Call = <T>(command: string, input?: Record<string, unknown>) => Promise<T>;

const scans = ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp', 'bmp', 'gif', 'pdf'];

/** Declaring in the program's own window, which knows files by their paths. */
export function tauriDeclaring(call: Call): Declaring {
  return {
    bring: (things) => ('paths' in things ? call('bring', { paths: things.paths }) : bringContents(call, things)),
    async pickFiles() {
      const paths = await open({ multiple: true, title: t('选择扫描件'), filters: [{ name: t('图片和 PDF'), extensions: scans }] });
      return paths === null ? null : { paths };
    },
    followDragging({ over, drop }) {
      const followed = getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === 'drop') {
          over(false);
          if (payload.paths.length > 0) drop({ paths: payload.paths });
        } else {
          over(payload.type !== 'leave');
        }
      });
      return () => void followed.then((leave) => leave());
    },
    declare: (declaration) => call('declare', { declaration }),
    amend: (id, declaration) => call('amend', { id, declaration }),
    addPapers: (id, further) => call('add_papers', { id, further }),
    submissions: (id) => call('submissions', { id }),
    removeUpload: (id) => call('remove_upload', { id }),
    // `convertFileSrc` with an empty path gives this platform's base; the blank is no application.
    uploadImage: async (id, page, max) => `${convertFileSrc('', 'page')}%20/${id}/${page}?max=${max}`,
    proposeNumber: (on) => call('propose_number', { on }),
    addressBoxes: (text) => call('address_boxes', { text }),
    districts: () => call('districts'),
    draft: (key) => call('draft', { key }),
    keepDraft: (key, text) => call('keep_draft', { key, text }),
  };
}

/** Pasted pictures have no path. Bytes travel as lists of numbers, which every WebKit can send. */
async function bringContents(call: Call, things: Extract<Things, { files: unknown }>): Promise<Brought> {
  const contents = await Promise.all(
    things.files.map(async ({ file, path }) => ({ name: path, bytes: [...new Uint8Array(await file.arrayBuffer())] })),
  );
  return call('bring_contents', { contents });
}
