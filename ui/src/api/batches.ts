import type { Batch, BatchFolder, BatchInput, BatchItems, BatchItemState, BatchResultsForm } from './generated';

/** Folders of applications that the desk reads by itself. */
export interface Batches {
  /** Asks for a folder; null where the person leaves without one. Absent where the page has to ask for its path. */
  readonly pickFolder: (() => Promise<string | null>) | null;
  /** What a folder holds, before anything of it is read. */
  lookAt(folder: string): Promise<BatchFolder>;
  start(input: BatchInput): Promise<Batch>;
  /** The newest first. */
  all(): Promise<Batch[]>;
  one(id: number): Promise<Batch>;
  items(id: number, state: BatchItemState, from: number, count: number): Promise<BatchItems>;
  pause(id: number): Promise<Batch>;
  resume(id: number): Promise<Batch>;
  stop(id: number): Promise<Batch>;
  /** How many cores reading may use. */
  cores(): Promise<number>;
  setCores(cores: number): Promise<number>;
  /** Saves the results as a file; false where the person chose no place for it. */
  saveResults(id: number, form: BatchResultsForm, name: string): Promise<boolean>;
}
