/** Languages of what the station prints for a customer, the statement sheet and the slip to take home: those of the print reader. Each has a file resources/locales/slip/CODE.json (core/triage/slip-texts.ts). */
export const paperLanguages = ['en', 'de', 'fr', 'es', 'pt', 'it'] as const;
export type PaperLanguage = (typeof paperLanguages)[number];
