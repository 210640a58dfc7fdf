import { describe, expect, it } from 'vitest';

import { dropped, pasted, walk, type Dropped, type Entry } from './entries';
import { size } from './size';

const file = (name: string): Entry => ({ isFile: true, isDirectory: false, name, file: (take) => take(new File(['x'], name)) });
const lost = (name: string): Entry => ({ isFile: true, isDirectory: false, name, file: (_, fail) => fail(new Error('no')) });

/** Tells its entries two at a time, as browsers tell a hundred. */
function folder(name: string, children: Entry[]): Entry {
  const left = [...children];
  return { isFile: false, isDirectory: true, name, createReader: () => ({ readEntries: (take) => take(left.splice(0, 2)) }) };
}

const nothing = (): Dropped => ({ files: [], empty: [], lost: [] });

describe('a drop', () => {
  it('gives every file with its path, however many a folder holds', async () => {
    const found = nothing();
    await walk(folder('上报', [file('1.jpg'), folder('件 2', [file('a.pdf'), file('b.pdf'), file('c.pdf')]), file('3.jpg')]), '', 0, found);
    expect(found.files.map((f) => f.path)).toEqual(['上报/1.jpg', '上报/件 2/a.pdf', '上报/件 2/b.pdf', '上报/件 2/c.pdf', '上报/3.jpg']);
  });

  it('names what is empty or cannot be opened, and goes on', async () => {
    const items = [folder('空', [folder('里', [])]), lost('坏.jpg'), file('好.jpg')].map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }));
    const found = await dropped({ items } as unknown as DataTransfer);
    expect(found).toMatchObject({ empty: ['空'], lost: ['坏.jpg'] });
    expect(found.files.map((f) => f.path)).toEqual(['好.jpg']);
  });

  it('does without folders where a browser knows none', async () => {
    const items = [{ kind: 'string' }, { kind: 'file', getAsFile: () => new File(['x'], 'a.png') }];
    expect((await dropped({ items } as unknown as DataTransfer)).files[0]?.path).toBe('a.png');
  });
});

describe('what is pasted', () => {
  it('has a name of its own', () => {
    const [picture, named] = pasted([new File(['x'], 'image.png', { type: 'image/jpeg' }), new File(['x'], '证.pdf', { type: 'application/pdf' })]);
    expect(picture?.path).toBe('粘贴的图片.jpg');
    expect(named?.path).toBe('证.pdf');
  });
});

describe('sizes', () => {
  it('are said as people say them', () => {
    expect([size(900), size(20480), size(3 * 1024 * 1024)]).toEqual(['900 字节', '20 KB', '3.0 MB']);
  });
});
