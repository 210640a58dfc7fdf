import type { BroughtFile } from '../api';

/** What a browser tells of a dropped file or folder; a part of `FileSystemEntry`. */
export interface Entry {
  isFile: boolean;
  isDirectory: boolean;
  name: string;
  file?(take: (file: File) => void, fail: (cause: unknown) => void): void;
  createReader?(): { readEntries(take: (entries: Entry[]) => void, fail: (cause: unknown) => void): void };
}

export interface Dropped {
  files: BroughtFile[];
  /** Names of folders that hold no file. */
  empty: string[];
  /** Names of what the browser could not open. */
  lost: string[];
}

/** Deeper than any office files its papers; only against loops. */
const DEEPEST = 32;

/**
 * Every file of a drop with its path below it. A browser forgets a drop once its event is over:
 * call this within it.
 */
export async function dropped(transfer: DataTransfer): Promise<Dropped> {
  const entries: Entry[] = [];
  const plain: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() as Entry | null;
    if (entry) entries.push(entry);
    else plain.push(...[item.getAsFile()].filter((file) => file !== null));
  }
  const found: Dropped = { files: plain.map((file) => ({ file, path: file.name })), empty: [], lost: [] };
  for (const entry of entries) await walk(entry, '', 0, found);
  return found;
}

/** Follows one entry; what cannot be opened is named and the rest goes on. */
export async function walk(entry: Entry, above: string, depth: number, found: Dropped): Promise<void> {
  const path = above + entry.name;
  try {
    if (entry.isFile && entry.file) {
      const file = await new Promise<File>((take, fail) => entry.file?.(take, fail));
      found.files.push({ file, path });
    } else if (entry.isDirectory && depth < DEEPEST) {
      const before = found.files.length + found.lost.length;
      for (const child of await children(entry)) await walk(child, `${path}/`, depth + 1, found);
      if (depth === 0 && found.files.length + found.lost.length === before) found.empty.push(entry.name);
    }
  } catch {
    found.lost.push(path);
  }
}

/** A browser tells a folder's entries a hundred at a time, until it tells none. */
async function children(folder: Entry): Promise<Entry[]> {
  const reader = folder.createReader?.();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((take, fail) => (reader ? reader.readEntries(take, fail) : take([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Pasted files; a picture without a name of its own gets one. */
export function pasted(files: FileList | File[]): BroughtFile[] {
  return [...files].map((file) => {
    const extension = /^image\/(png|jpeg|webp|bmp|tiff|gif)$/.exec(file.type)?.[1];
    const unnamed = !file.name || /^image\.\w+$/.test(file.name);
    return { file, path: unnamed ? `粘贴的图片.${extension === 'jpeg' ? 'jpg' : (extension ?? 'png')}` : file.name };
  });
}
