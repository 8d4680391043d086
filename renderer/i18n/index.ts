/** English now; check and error texts are generated into resources/locales/en.json by scripts/locales.ts. */
import { createI18n } from 'vue-i18n';
import generated from '../../resources/locales/en.json';
import en from './messages/en.json';
import { flatten, resolve } from './flat.ts';

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  // Check ids hold dots, so the messages are one flat table and a key is looked up as it is.
  messageResolver: resolve,
  messages: { en: { ...flatten(en), ...flatten(generated) } },
  datetimeFormats: {
    en: {
      day: { year: 'numeric', month: 'short', day: 'numeric' },
      time: { hour: '2-digit', minute: '2-digit' },
      moment: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    },
  },
});
