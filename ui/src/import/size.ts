import { t } from '../language';

/** A file's size as people say it. */
export function size(bytes: number): string {
  if (bytes < 1024) return t('{bytes} 字节', { bytes });
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
