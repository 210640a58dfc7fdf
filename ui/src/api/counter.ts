import type { OpenVisit, PageChange, Visit, VisitEnded, VisitEnding, VisitFiles, VisitInput, VisitOpening } from './generated';

/** One person at the window. */
export interface Counter {
  /** Visits that were not ended. Asked now and then while the screen is open: the readers stay loaded. */
  visits(): Promise<OpenVisit[]>;
  openVisit(opening: VisitOpening): Promise<Visit>;
  visit(id: string): Promise<Visit>;
  keepVisit(id: string, input: VisitInput): Promise<Visit>;
  /** Gives a visit up; nothing of it stays. */
  closeVisit(id: string): Promise<void>;
  addVisitPages(id: string, files: VisitFiles): Promise<Visit>;
  changeVisitPage(id: string, page: number, change: PageChange): Promise<Visit>;
  endVisit(id: string, ending: VisitEnding): Promise<VisitEnded>;
  /** Pictures of pages that were shown are not kept any longer. */
  forgetImages(): void;
}
