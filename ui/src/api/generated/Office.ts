export type Office = { name: string, counter: string, telephone: string, address: string, hours: string, number_prefix: string, };
