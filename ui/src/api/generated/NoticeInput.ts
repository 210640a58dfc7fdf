export type NoticeInput = { decision: number, anew: boolean, by: string | null, };
