import { desk, type Region } from '../api';

/** Why there is no live picture. */
export type Obstacle = 'window' | 'none' | 'denied' | 'taken' | 'failed';

/** The longer side of the frames in which the sheet is looked for: the finder looks at 420. */
const LOOK = 480;

/** What a browser's refusal means. */
export function obstacleOf(cause: unknown): Obstacle {
  const name = cause instanceof DOMException || cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'taken';
  return 'failed';
}

/** A live picture at the most that the camera gives; an obstacle where there is none. */
export async function open(device: string | undefined): Promise<MediaStream | Obstacle> {
  // A browser has it on this machine's own address only.
  if (!desk.capturing.hasCamera || navigator.mediaDevices === undefined) return 'window';
  const size = { width: { ideal: 4096 }, height: { ideal: 3072 } };
  // A document camera of a phone or a tablet is the one at the back.
  const which = device ? { deviceId: { exact: device } } : { facingMode: { ideal: 'environment' } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...which }, audio: false });
  } catch (cause) {
    return obstacleOf(cause);
  }
}

/** What the camera sees now, as JPEG, at its full size or scaled to look at. */
export async function frame(video: HTMLVideoElement, small: boolean): Promise<{ picture: Blob; scale: number }> {
  const scale = small ? Math.min(1, LOOK / Math.max(video.videoWidth, video.videoHeight)) : 1;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', small ? 0.8 : 0.93));
  if (!picture) throw new Error('no picture');
  return { picture, scale };
}

/** Corners of a scaled frame as the points of a polygon over the live picture. */
export function polygon(corners: Region, scale: number): string {
  return corners.map(([x, y]) => `${Math.round(x / scale)},${Math.round(y / scale)}`).join(' ');
}
