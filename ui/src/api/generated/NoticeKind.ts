export type NoticeKind = "receipt" | "supplement" | "refusal";
