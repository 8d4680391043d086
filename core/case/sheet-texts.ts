/** What a printed statement sheet says to the customer. It is printed by the main process, which has no locale of the window. */
export const sheetLanguages = ['en', 'de', 'fr', 'es', 'pt', 'it'] as const;
export type SheetLanguage = (typeof sheetLanguages)[number];

/** `hold`: what to do with it. `once`: why it cannot be kept for another time. No figures in either: the date must be the only one on the sheet. */
export const sheetTexts: Readonly<Record<SheetLanguage, { hold: string; once: string }>> = {
  en: { hold: 'Hold this sheet and your document beside your face.', once: 'For today and this visit only.' },
  de: { hold: 'Halten Sie dieses Blatt und Ihren Ausweis neben Ihr Gesicht.', once: 'Nur für heute und nur für diesen Besuch.' },
  fr: { hold: 'Tenez cette feuille et votre document à côté de votre visage.', once: 'Pour aujourd’hui et pour cette visite seulement.' },
  es: { hold: 'Sostenga esta hoja y su documento junto a la cara.', once: 'Solo para hoy y para esta visita.' },
  pt: { hold: 'Segure esta folha e o seu documento ao lado do rosto.', once: 'Apenas para hoje e para esta visita.' },
  it: { hold: 'Tenga questo foglio e il documento accanto al viso.', once: 'Solo per oggi e per questa visita.' },
};
