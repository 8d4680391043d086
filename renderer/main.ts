import { createApp } from 'vue';
import { z } from 'zod';
import App from './App.vue';
import { i18n } from './i18n/index.ts';
import './design/tokens.css';
import './design/base.css';
import './design/steps.css';

// zod would compile its parsers with `new Function`, which the document's policy refuses.
z.config({ jitless: true });

createApp(App).use(i18n).mount('#app');
