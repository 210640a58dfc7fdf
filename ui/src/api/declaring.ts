import type { AddressBoxes, Brought, Declaration, Declared, DistrictTowns, EarlierSubmission, FurtherPapers } from './generated';

/** Files and folders that a person dropped, chose or pasted: real paths in the window, contents in a browser. */
export type Things = { paths: string[] } | { files: BroughtFile[] };

export interface BroughtFile {
  file: File;
  /** The path below what was chosen, with slashes. */
  path: string;
}

/** What a window tells of files that are dragged over it, which a page cannot hear there. */
export interface Dragging {
  over(on: boolean): void;
  drop(things: Things): void;
}

/** Taking in what is declared at the desk, and the files that go with it. */
export interface Declaring {
  /** Takes in folders of applications; keeps other files until they are sent with a declaration. */
  bring(things: Things): Promise<Brought>;
  /** Asks for files; null where the person leaves without any. Absent where the page has to ask. */
  readonly pickFiles: (() => Promise<Things | null>) | null;
  /** Follows files that are dragged over the window; null where the page hears of them itself. */
  readonly followDragging: ((dragging: Dragging) => () => void) | null;
  declare(declaration: Declaration): Promise<Declared>;
  amend(id: string, declaration: Declaration): Promise<Declared>;
  addPapers(id: string, further: FurtherPapers): Promise<Declared>;
  submissions(id: string): Promise<EarlierSubmission[]>;
  removeUpload(id: string): Promise<void>;
  /** See `Desk.pageImage`. */
  uploadImage(id: string, page: number, max: number): Promise<string>;
  /** The next free application number of a day. */
  proposeNumber(on: string): Promise<string>;
  addressBoxes(text: string): Promise<AddressBoxes>;
  districts(): Promise<DistrictTowns[]>;
  draft(key: string): Promise<string | null>;
  /** An empty draft is forgotten. */
  keepDraft(key: string, text: string): Promise<void>;
}
