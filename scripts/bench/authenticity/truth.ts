/** What the real pictures are, by eye: which were made by a camera or scanner, which by a program, and which are attacks of which kind. */

export const kinds = ['photo', 'scan', 'digital', 'screenshot', 'edited', 'screen', 'print'] as const;
export type Kind = (typeof kinds)[number];

/** The attacks a vote is for. Votes that are not here have no real attack of theirs among the pictures: their miss rate is not known. */
export const sought: Readonly<Record<string, readonly Kind[]>> = {
  'auth.screenshot': ['screenshot'], 'auth.screen-recapture': ['screen'], 'auth.print-copy': ['print'], 'auth.edited-pixels': ['edited'], 'auth.metadata': ['edited'],
};

/** Kind of a set where nothing else is said of a file. `face`: no document in it, so that only votes on the whole picture speak. */
export const sets: Record<string, Kind> = {
  screenshots: 'screenshot', doc_defects: 'photo', dark_scenes: 'photo', sroie_receipts: 'scan', handwriting: 'scan', mrz_specimen: 'photo',
  id_and_other_docs: 'photo', kyc_synth_defects: 'digital', poa_docs: 'digital', pad: 'photo', tamper: 'photo', faces_misc: 'photo',
  faces_multi: 'photo', faces_dlib_johns: 'photo', faces_faceapi_bbt: 'photo',
};

/** Beginnings of file names (set/name) that are another kind than their set. */
const others: readonly [Kind, readonly string[]][] = [
  // Drawn by a program, or a photograph cut out onto an empty canvas.
  ['digital', [
    'mrz_specimen/fm__mrv', 'mrz_specimen/fm__td', 'mrz_specimen/yu__', 'mrz_specimen/az__id', 'mrz_specimen/pe__100_pass-uto', 'mrz_specimen/pe__100_pass2-uto', 'mrz_specimen/pe__25_pass-uto',
    'mrz_specimen/pe__passport-td', 'mrz_specimen/pe__77_card', 'mrz_specimen/mi__demo', 'id_and_other_docs/aw__', 'id_and_other_docs/az__', 'id_and_other_docs/mi__demo',
    'id_and_other_docs/mn__resume', 'id_and_other_docs/mn__french_healthcard', 'id_and_other_docs/mn__nutrition', 'id_and_other_docs/mn__us_healthcare', 'id_and_other_docs/ek__', 'handwriting/htr__', 'tamper/rs__',
  ]],
  ['photo', ['poa_docs/mn__us_mail']],
  ['scan', ['doc_defects/an__tax', 'doc_defects/aw__', 'poa_docs/aw__']],
  ['edited', ['tamper/an__', 'tamper/ca__', 'tamper/ia__', 'tamper/su_modified', 'tamper/rs__figure_forgery.png', 'tamper/rs__output']],
  ['screen', ['pad/db__spoof', 'pad/mi__old-1', 'pad/mi__f_fake_andr_monitor']],
  ['print', ['pad/kb__1', 'pad/kb__2', 'pad/kb__3', 'pad/kb__4', 'pad/mi__f_fake_andr_mask', 'pad/mi__f_fake_andr_outline', 'pad/mi__old-4']],
];

export function kindOf(set: string, name: string): Kind {
  const file = `${set}/${name}`;
  // The last row that fits is the most particular.
  return others.filter(([, names]) => names.some((n) => file.startsWith(n))).at(-1)?.[0] ?? sets[set]!;
}
