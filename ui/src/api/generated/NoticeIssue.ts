export type NoticeIssue = { issued_by: string, issued_at: string, };
