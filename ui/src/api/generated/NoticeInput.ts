export type NoticeInput = { decision: number, anew: boolean, };
