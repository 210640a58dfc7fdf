export type TemplateField = { name: string, meaning: string, sample: string, };
