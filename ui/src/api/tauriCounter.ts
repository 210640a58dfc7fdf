import type { Counter } from './counter';

/** The counter in the program's own window. */
export function tauriCounter(call: <T>(command: string, input?: Record<string, unknown>) => Promise<T>): Counter {
  return {
    visits: () => call('visits'),
    openVisit: (opening) => call('open_visit', { opening }),
    visit: (id) => call('visit', { id }),
    keepVisit: (id, input) => call('keep_visit', { id, input }),
    closeVisit: (id) => call('close_visit', { id }),
    addVisitPages: (id, files) => call('add_visit_pages', { id, files }),
    changeVisitPage: (id, page, change) => call('change_visit_page', { id, page, change }),
    endVisit: (id, ending) => call('end_visit', { id, ending }),
    // The window keeps no pictures of its own.
    forgetImages: () => {},
  };
}
