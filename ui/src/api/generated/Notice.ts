import type { NoticeIssue } from "./NoticeIssue";
import type { NoticeKind } from "./NoticeKind";
export type Notice = { kind: NoticeKind, application: string, applicant: string, decision: number, number: string | null, issued: NoticeIssue | null, outdated: boolean, pages: Array<string>, file_name: string, obstacle: string | null, template_problem: string | null, };
