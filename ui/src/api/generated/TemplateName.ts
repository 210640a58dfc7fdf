export type TemplateName = "receipt" | "supplement" | "refusal" | "letter";
