/** What went wrong at the desk: a code to branch on, and a sentence with the next step. */
export class DeskError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'DeskError';
    this.code = code;
  }

  /** Whatever was thrown, as an error that can be shown. */
  static from(cause: unknown): DeskError {
    if (cause instanceof DeskError) return cause;
    if (isErrorBody(cause)) return new DeskError(cause.code, cause.message);
    return new DeskError('ui', `界面出错：${cause instanceof Error ? cause.message : String(cause)}。请刷新后重试。`);
  }
}

function isErrorBody(value: unknown): value is { code: string; message: string } {
  if (typeof value !== 'object' || value === null) return false;
  const body = value as Record<string, unknown>;
  return typeof body.code === 'string' && typeof body.message === 'string';
}
