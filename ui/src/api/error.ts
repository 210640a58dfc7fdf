import { t } from '../language';

/** What went wrong at the desk: a code to branch on, and a sentence with the next step. */
export class DeskError extends Error {
  readonly code: string;
  /** The sentence is the program's, which speaks Chinese; others are in the person's language. */
  readonly fromDesk: boolean;

  constructor(code: string, message: string, fromDesk = false) {
    super(message);
    this.name = 'DeskError';
    this.code = code;
    this.fromDesk = fromDesk;
  }

  /** Whatever was thrown, as an error that can be shown. */
  static from(cause: unknown): DeskError {
    if (cause instanceof DeskError) return cause;
    if (isErrorBody(cause)) return new DeskError(cause.code, cause.message, true);
    return new DeskError('ui', t('界面出错：{cause}。请刷新后重试。', { cause: cause instanceof Error ? cause.message : String(cause) }));
  }
}

function isErrorBody(value: unknown): value is { code: string; message: string } {
  if (typeof value !== 'object' || value === null) return false;
  const body = value as Record<string, unknown>;
  return typeof body.code === 'string' && typeof body.message === 'string';
}
