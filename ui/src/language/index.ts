export { language, ruleTitle, t, translated, type Language, type Message, type Plain } from './language.svelte';
