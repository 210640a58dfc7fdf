import type { Batches } from './batches';
import type { Capturing } from './capturing';
import type { Counter } from './counter';
import type { Declaring } from './declaring';
import type { BoxReading, Claim, CorrectionInput, Decision, DecisionInput, GazetteerChanged, Imported, NoteInput, Place, Queue, QueueFilter, Review, Rule, Settings, Status } from './generated';
import type { Overview, OverviewTable, Period, QueuePlace, QueueView } from './generated';
import type { IssuedNotice, Notice, NoticeInput, NoticeSettings, Office, TemplateName, TemplatePreview } from './generated';

/** Everything that the desk does for the screens; the window and the browser each implement it. */
export interface Desk extends Declaring {
  queue(filter: QueueFilter): Promise<Queue>;
  /** What is around an application in the queue; null asks where to begin. */
  queuePlace(id: string | null, filter: QueueFilter): Promise<QueuePlace>;
  queueViews(): Promise<QueueView[]>;
  /** Saves a view in the place of the one called `name`, or behind the others. */
  saveQueueView(name: string, view: QueueView): Promise<QueueView[]>;
  deleteQueueView(name: string): Promise<QueueView[]>;
  overview(period: Period): Promise<Overview>;
  /** Saves a table of the overview as a CSV file; false where the person chose no place for it. */
  saveOverview(period: Period, table: OverviewTable, name: string): Promise<boolean>;
  application(id: string): Promise<Review>;
  /** Writes a person's decision beside the report. */
  decide(id: string, input: DecisionInput): Promise<Decision>;
  /** Takes back this decision (`Decision.id`); refused where another one is in force by now. */
  undoDecision(id: string, decision: number, by: string | null): Promise<Review>;
  /** Takes an application for this person, or renews that; refused where somebody else has it. */
  claim(id: string, by: string | null): Promise<Claim>;
  release(id: string, by: string | null): Promise<void>;
  /** Puts a value in the place of what was read; the report that comes back is judged by it. */
  correct(id: string, input: CorrectionInput): Promise<Review>;
  withdrawCorrection(id: string, correction: number, by: string | null): Promise<Review>;
  /** Reads what stands in a box on a page. */
  readBox(id: string, place: Place): Promise<BoxReading>;
  addNote(id: string, input: NoteInput): Promise<Review>;
  rules(): Promise<Rule[]>;
  status(): Promise<Status>;
  settings(): Promise<Settings>;
  /** Puts a table of roads in force; a faulty one is refused with the line at fault. */
  loadGazetteer(table: Blob): Promise<GazetteerChanged>;
  removeGazetteer(): Promise<GazetteerChanged>;
  /**
   * An address that an image element can show, of the page as it was given, at most `max` pixels
   * on its longer side.
   */
  pageImage(id: string, file: string, page: number, max: number): Promise<string>;
  /** The same of a piece of the page. */
  pageTile(id: string, file: string, page: number, tile: Tile): Promise<string>;
  /** The papers that applicants are given. */
  readonly papers: Papers;
  /** Folders of applications, read one after the other while nobody watches. */
  readonly batches: Batches;
  /** Scanners, the watched folder, the camera. */
  readonly capturing: Capturing;
  /** One person at the window. */
  readonly counter: Counter;
  /** How applications come in here: by asking for a folder, or by files that the browser sends. */
  readonly importing: Importing;
}

/** A piece of a page: at half the size for each `level`, columns and rows of 1024 pixels. */
export interface Tile {
  level: number;
  column: number;
  row: number;
}

export interface Papers {
  /** The paper for the decision in force: as it was issued, or a draft. */
  notice(id: string): Promise<Notice>;
  /** Issues it: it gets its number and is kept. */
  issue(id: string, input: NoticeInput): Promise<Notice>;
  /** Saves the issued paper as PDF; false where the person leaves without naming a file. */
  save(id: string, fileName: string): Promise<boolean>;
  /** Every paper that the application was given, the newest first. */
  issued(id: string): Promise<IssuedNotice[]>;
  settings(): Promise<NoticeSettings>;
  setOffice(office: Office): Promise<NoticeSettings>;
  /** Sets an edited template with sample data. */
  preview(name: TemplateName, source: string): Promise<TemplatePreview>;
  /** Puts a template in force; a faulty one is refused with the line at fault. */
  saveTemplate(name: TemplateName, source: string): Promise<NoticeSettings>;
  /** Back to the template that the program brings. */
  restoreTemplate(name: TemplateName): Promise<NoticeSettings>;
}

export type Importing =
  | { by: 'folder'; /** Asks for a folder; null where the person leaves without one. */ pick(): Promise<Imported | null> }
  | { by: 'files'; send(files: File[]): Promise<Imported> };
