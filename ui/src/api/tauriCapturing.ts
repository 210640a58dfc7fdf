import type { Capturing } from './capturing';

type Call = <T>(command: string, input?: Record<string, unknown>) => Promise<T>;

const bytes = async (picture: Blob) => [...new Uint8Array(await picture.arrayBuffer())];

/** Scanners and the watched folder in the program's own window. */
export function tauriCapturing(call: Call): Capturing {
  return {
    hasCamera: false,
    state: (visit) => call('capture', { visit }),
    scan: (visit, profile) => call('start_scan', { visit, profile }),
    cancel: () => call('cancel_scan'),
    leave: (visit) => call('leave_capture', { visit }),
    find: () => call('find_scanners'),
    abilities: (scanner) => call('scanner_abilities', { scanner }),
    settings: () => call('capture_settings'),
    setSettings: (settings) => call('set_capture_settings', { settings }),
    takeInbox: (visit, pages) => call('take_inbox', { visit, pages }),
    dropInbox: (page) => call('drop_inbox', { page }),
    findSheet: async (frame) => call('find_sheet', { frame: await bytes(frame) }),
    cameraPage: async (visit, shot) => call('camera_page', { visit, shot: await bytes(shot) }),
  };
}
