import type { Capture, CaptureSettings, FoundScanners, Region, ScannerAbilities } from './generated';

/** Pages from scanners, the watched folder and the camera. */
export interface Capturing {
  /** Whether pages can have a camera here: WebKitGTK has none for them. */
  readonly hasCamera: boolean;
  /** What is under way; `visit` is the one on the screen, into which pages go that come by themselves. */
  state(visit: string | null): Promise<Capture>;
  /** Scans by the profile of this name. */
  scan(visit: string, profile: string): Promise<Capture>;
  cancel(): Promise<Capture>;
  /** The visit is no longer on the screen. */
  leave(visit: string): Promise<void>;
  /** Looks for scanners, which takes some seconds. */
  find(): Promise<FoundScanners>;
  /** What a scanner offers. */
  abilities(scanner: string): Promise<ScannerAbilities>;
  settings(): Promise<CaptureSettings>;
  setSettings(settings: CaptureSettings): Promise<CaptureSettings>;
  /** Puts pages of the inbox into a visit. */
  takeInbox(visit: string, pages: string[]): Promise<Capture>;
  dropInbox(page: string): Promise<Capture>;
  /** The corners of the sheet in a frame of the live picture; null where none stands out. */
  findSheet(frame: Blob): Promise<Region | null>;
  /** Puts a shot of the camera into a visit. */
  cameraPage(visit: string, shot: Blob): Promise<void>;
}
