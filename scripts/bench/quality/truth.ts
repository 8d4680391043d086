/**
 * What the first reason of each real picture should be, labelled by eye from ../shared/data (names only; the pictures never enter the
 * repository). `good`: no document-quality check may fail. Several codes: either is a right answer. Pictures whose only defect belongs
 * to a check that does not exist yet (shadow, fold, stain, occlusion) are left out.
 */
export type Expected = 'good' | readonly string[];

/** Sets of which every file not named otherwise is a good specimen. */
export const goodSets = ['mrz_specimen'] as const;

export const expectedByFile: Record<string, Expected | 'skip'> = {
  // two sides or two pages side by side: an honest "several" and an honest "one sheet" are both possible
  'mrz_specimen/az__id-italian-idcard.png': ['doc.count'],
  'mrz_specimen/mn__international_id_default_sample.jpg': 'skip',
  'mrz_specimen/fm__td1.jpg': 'skip',
  'mrz_specimen/ij__id_fail.png': 'good',
  // a passport cover, tilted; a page cut by the picture
  'mrz_specimen/ud__Passport-France_1200x864.jpg': ['doc.tilt'],
  'mrz_specimen/pe__100_pass-lux.jpg': 'skip',
  // print not legible by eye
  'mrz_specimen/pe__25_pass-uto.jpg': ['doc.resolution'],
  'mrz_specimen/pe__27_pass-gbr.jpg': ['doc.resolution'],
  'mrz_specimen/pe__53_id-d.jpg': ['doc.resolution'],

  'id_and_other_docs/aw__driverlicense.png': 'good',
  'id_and_other_docs/aw__fake_id.png': 'good',
  'id_and_other_docs/az__DriverLicense.png': 'good',
  'id_and_other_docs/az__id-us-green-card.png': 'good',
  'id_and_other_docs/gd__USA-Driver-License-CO-2015.png': 'good',
  'id_and_other_docs/mn__driver_license_default_sample.jpg': 'good',
  'id_and_other_docs/mn__french_healthcard_default_sample.jpg': 'good',
  'id_and_other_docs/mi__demo1.jpg': 'good',
  'id_and_other_docs/mi__demo2.png': 'good',
  'id_and_other_docs/mi__demo3.png': 'good',
  'id_and_other_docs/mn__business_card_default_sample.jpg': 'good',
  'id_and_other_docs/mn__bank_check_default_sample.jpg': 'good',
  'id_and_other_docs/az__bussiness-cards-japanese.png': 'good',
  'id_and_other_docs/az__credit-cards-horizontal.png': ['doc.count'],
  'id_and_other_docs/az__credit-cards-vertical.png': ['doc.count'],

  'kyc_synth_defects/nu__passport_valid.png': 'good',
  'kyc_synth_defects/nu__passport_expired.png': 'good',
  'kyc_synth_defects/nu__passport_mrz_invalid.png': 'good',
  'kyc_synth_defects/nu__passport_mrz_missing.png': 'good',
  'kyc_synth_defects/nu__passport_name_redacted.png': 'good',
  'kyc_synth_defects/nu__qid.png': 'good',
  'kyc_synth_defects/nu__passport_blurred.png': ['doc.sharpness'],
  'kyc_synth_defects/nu__passport_cropped.png': ['doc.framing'],
  'kyc_synth_defects/nu__passport_glare.png': ['doc.glare'],
  'kyc_synth_defects/nu__passport_lowres.png': ['doc.resolution', 'doc.sharpness'],

  'doc_defects/mapo_blur__img2.jpg': ['doc.sharpness', 'doc.count'],
  'doc_defects/mapo_glare__266.jpg': ['doc.glare', 'doc.framing'],
  'doc_defects/mapo_glare__313.jpg': ['doc.glare', 'doc.framing'],
  'doc_defects/mapo_glare__482.jpg': ['doc.glare'],
  'doc_defects/mapo_glare__img2.jpg': ['doc.count', 'doc.sharpness', 'doc.glare'],

  'dark_scenes/zd__07.jpg': ['doc.count'],
  'dark_scenes/zd__11.jpg': ['doc.count'],
  'dark_scenes/zd__12.jpg': ['doc.exposure'],
  'dark_scenes/zd__13.jpg': ['doc.exposure'],
  'dark_scenes/zd__17.jpg': ['doc.exposure', 'doc.count'],
  'dark_scenes/zd__18.jpg': ['doc.exposure'],
  'dark_scenes/zd__20.jpg': ['doc.exposure'],
  'dark_scenes/zd__22.jpg': ['doc.exposure', 'doc.count'],
  'dark_scenes/zd__25.jpg': ['doc.exposure'],
};
